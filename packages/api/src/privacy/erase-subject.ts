import type { Tx } from "@careforall/db/client";
import {
  type ErasureCause,
  eraseEverywhere,
  insertErasure,
  lockCopies,
  lockScope,
  type Subject,
} from "@careforall/db/erasure";
import { appendEvents } from "@careforall/db/outbox";
import { personErased } from "@careforall/domain/privacy";
import { appendAudit } from "../audit/index.ts";
import type { Context } from "../context/index.ts";
import { addressHash } from "./address-hash.ts";

/** `until` and `id` are those of an earlier erasure that a restored backup has forgotten. */
type Erasing = {
  readonly subject: Subject;
  readonly cause: ErasureCause;
  readonly until?: Date;
  readonly id?: string;
};

export { lockCopies };

/**
 * Erases one person within an open transaction that began with `lockCopies`, with the record, the event
 * and the audit entry of it: last, because whoever appends to the audit log next waits for it. Answers how many gifts lost their names.
 */
export async function eraseSubject(
  ctx: Context,
  tx: Tx,
  { subject, cause, until, id = ctx.newId() }: Erasing,
): Promise<number> {
  const scope = await lockScope(tx, subject, until ?? null);
  const gifts = scope.pledgeIds.length;
  const userId = subject.kind === "account" ? subject.userId : null;
  const record = { id, kind: subject.kind, userId, addressHash: addressHash(ctx, subject.email) };
  await insertErasure(tx, { ...record, gifts, cause });
  await eraseEverywhere(tx, { id, subject, scope });
  const event = personErased.create(id, { kind: subject.kind, gifts });
  await appendEvents(tx, [{ ...event, id: ctx.newId() }], ctx.origin);
  await appendAudit(tx, ctx, {
    action: subject.kind === "account" ? "account.erase" : "guest.erase",
    subject: { type: "erasure", id },
    before: null,
    after: { gifts, cause },
    reason: null,
  });
  return gifts;
}
