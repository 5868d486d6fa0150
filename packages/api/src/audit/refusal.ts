import { insertAuditEntry, lockRefusals, type NewAuditEntry, readRefusals } from "@careforall/db/audit";
import { withTransaction } from "@careforall/db/client";
import type { AuditFacts } from "@careforall/domain/audit";
import type { AuditedAction, Permission } from "@careforall/domain/permission";
import { AppError, type AppErrorKind } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import { whoIs } from "./append-audit.ts";

type RefusalContext = Pick<Context, "db" | "log" | "origin" | "actor" | "at">;

/**
 * Of one account so many refused tries are written within the window, and the same one once: an entry is kept for ever
 * and everybody who appends waits for it, so nobody may fill the chain by asking. Further ones are in the log of the
 * process alone. Who is at the command line has the database itself, and is not bounded.
 */
export const REFUSALS_MAX = 20;
const WINDOW_MS = 3_600_000;

/** A change that staff ask for. */
export type Tried = {
  readonly action: AuditedAction;
  readonly subject: { readonly type: string; readonly id: string };
  /** What was asked for beyond that, as far as it may be kept for ever. */
  readonly asked?: AuditFacts;
};

/** What a rule says; not a malformed request, nor what may be done in a moment. */
const REFUSALS: readonly AppErrorKind[] = ["forbidden", "not_found", "unprocessable", "refused"];

/** Runs a change of staff. When a rule refuses it, that is written into the audit log, and thrown on. */
export async function recordingRefusals<T>(
  ctx: RefusalContext,
  tried: Tried,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && REFUSALS.includes(error.kind)) await noteRefusal(ctx, tried, error);
    throw error;
  }
}

async function noteRefusal(ctx: RefusalContext, { action, subject, asked }: Tried, error: AppError) {
  const { actor } = ctx;
  if (actor === undefined) return;
  await write(ctx, {
    ...whoIs(actor),
    action: "change.refuse",
    subjectType: subject.type,
    subjectId: subject.id,
    before: null,
    after: { tried: action, refusal: error.code, ...asked },
    reason: error.message,
    requestId: ctx.origin.requestId,
  });
}

export type Denied = {
  readonly userId: string;
  readonly permission: Permission;
  /** The roles that the person holds, whether or not they count now. */
  readonly heldRoles: readonly string[];
  readonly address: string | null;
  readonly agent: string | null;
};

/** Writes that somebody who is signed in asked for what no role of theirs allows. */
export const noteDenial = (
  ctx: RefusalContext,
  { userId, permission, heldRoles, ...device }: Denied,
): Promise<void> =>
  write(ctx, {
    ...device,
    actorUserId: userId,
    actorName: null,
    role: "NONE",
    action: "permission.deny",
    subjectType: "permission",
    subjectId: permission,
    before: null,
    after: { roles: heldRoles.toSorted().join(" ") },
    reason: null,
    requestId: ctx.origin.requestId,
  });

/**
 * In a transaction of its own, because that of the change was rolled back. When it cannot be written, the try stays
 * refused all the same and the log of the process says both.
 */
async function write(ctx: RefusalContext, entry: NewAuditEntry): Promise<void> {
  const { action, subjectId, actorUserId } = entry;
  try {
    const isWritten = await withTransaction(
      ctx.db,
      async (tx) => {
        const since = new Date(tx.at.getTime() - WINDOW_MS);
        // Under a lock of the account's own, so that the bound is exact and nobody else waits.
        if (actorUserId !== null) await lockRefusals(tx, actorUserId);
        if (!(await hasRoom(tx, entry, since))) return false;
        await insertAuditEntry(tx, entry);
        return true;
      },
      { at: ctx.at },
    );
    if (!isWritten)
      ctx.log.warn({ action, subjectId, userId: actorUserId }, "a refused try was not written again");
  } catch (error) {
    ctx.log.error(
      { err: error, action, subjectId, userId: actorUserId },
      "a refused try could not be written",
    );
  }
}

async function hasRoom(
  tx: Parameters<typeof readRefusals>[0],
  entry: NewAuditEntry,
  since: Date,
): Promise<boolean> {
  if (entry.actorUserId === null) return true;
  const { count, isKnown } = await readRefusals(tx, entry, since);
  return count < REFUSALS_MAX && !isKnown;
}
