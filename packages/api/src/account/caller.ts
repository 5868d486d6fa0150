import { findOpenSession, noteSeen } from "@careforall/db/account";
import { isSessionOver, isStaffRole, SEEN_EVERY_MS, type StaffRole } from "@careforall/domain/account";
import { AppError } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";

/** Who makes a request, as of this request: roles and status are never older than it. */
export type Caller = {
  readonly userId: string;
  /** The session that the request was made in. */
  readonly sid: string;
  /** None for donors and organisers. */
  readonly roles: readonly StaffRole[];
  readonly name: string;
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
  const roles = found.roles.filter(isStaffRole);
  if (isSessionOver({ ...found, isStaff: roles.length > 0 }, at)) return null;
  if (at.getTime() - found.lastSeenAt.getTime() >= SEEN_EVERY_MS) await noteSeen(ctx.db, sid, at);
  return { userId: found.userId, sid, roles, name: found.name };
}

/** Refuses (401 `account.not_signed_in`) when nobody is. */
export function assertSignedIn(caller: Caller | null): asserts caller is Caller {
  if (caller === null)
    throw new AppError("unauthenticated", "account.not_signed_in", "Please sign in first.");
}
