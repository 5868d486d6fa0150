import { findOpenSession, noteSeen } from "@careforall/db/account";
import {
  type Factor,
  FACTORS,
  isSessionOver,
  isStaffRole,
  rolesThatCount,
  SEEN_EVERY_MS,
  type StaffRole,
} from "@careforall/domain/account";
import { AppError, type Locale, zLocale } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";

/** Who makes a request, as of this request: roles and status are never older than it. */
export type Caller = {
  readonly userId: string;
  /** The session that the request was made in. */
  readonly sid: string;
  /** Those that count: none for donors and organisers, and none before a second factor (`rolesThatCount`). */
  readonly roles: readonly StaffRole[];
  /** Those that the person holds, for what is no permission: limits of age, and the way to the second factor. */
  readonly heldRoles: readonly StaffRole[];
  readonly name: string;
  /** Of the profile; pages without a language in their address speak it. */
  readonly locale: Locale;
  /** Of the profile, such as `Asia/Dhaka`. */
  readonly timeZone: string;
  /** With what beyond the password the session was opened. */
  readonly factor: Factor | null;
  readonly hasSecondFactor: boolean;
  /** When they last proved to be there; `requireFresh` asks. */
  readonly confirmedAt: Date;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Who is signed in by this session now; null when it was ended, is too old, or its person may not sign in. Asked of the
 * database on every request, so that an end, a lost role and a suspension count at the next one.
 */
export async function findCaller(ctx: Context, sid: string): Promise<Caller | null> {
  if (!UUID.test(sid)) return null;
  const found = await findOpenSession(ctx.db, sid);
  if (found === null || found.status !== "active") return null;
  const at = ctx.at ?? found.now;
  const heldRoles = found.roles.filter(isStaffRole);
  if (isSessionOver({ ...found, isStaff: heldRoles.length > 0 }, at)) return null;
  if (at.getTime() - found.lastSeenAt.getTime() >= SEEN_EVERY_MS) await noteSeen(ctx.db, sid, at);
  const factor = FACTORS.find((known) => known === found.factor) ?? null;
  const { userId, name, timeZone, confirmedAt } = found;
  const roles = rolesThatCount(heldRoles, factor);
  const profile = { name, locale: zLocale.parse(found.locale), timeZone };
  return { userId, sid, roles, heldRoles, ...profile, factor, hasSecondFactor: factor !== null, confirmedAt };
}

/** Refuses (401 `account.not_signed_in`) when nobody is. */
export function assertSignedIn(caller: Caller | null): asserts caller is Caller {
  if (caller === null) throw notSignedIn();
}

export const notSignedIn = (): AppError =>
  new AppError("unauthenticated", "account.not_signed_in", "Please sign in first.");
