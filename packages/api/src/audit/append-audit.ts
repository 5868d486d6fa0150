import { insertAuditEntry } from "@careforall/db/audit";
import type { Tx } from "@careforall/db/client";
import type { AuditFacts } from "@careforall/domain/audit";
import type { Money } from "@careforall/domain/money";
import {
  type AuditedAction,
  type Holder,
  isGranted,
  PERMISSION_OF_ACTION,
} from "@careforall/domain/permission";
import { assert } from "@careforall/domain/shared";
import type { Actor, Context } from "../context/index.ts";

/** What an entry needs of a context; a command may have no more. */
export type AuditContext = Pick<Context, "origin" | "actor">;

export type Audited = {
  readonly action: AuditedAction;
  readonly subject: { readonly type: string; readonly id: string };
  readonly before: AuditFacts | null;
  readonly after: AuditFacts | null;
  readonly reason: string | null;
  /** Who somebody at the command line says to be, where the verb asks for it. A signed-in person is who is signed in. */
  readonly by?: string | undefined;
};

/**
 * Writes into the audit log what staff change, in the transaction that changes it: there is no change without its entry.
 * The last statement of a verb, because whoever appends next waits for this transaction's end.
 */
export async function appendAudit(tx: Tx, ctx: AuditContext, change: Audited): Promise<void> {
  const { action, subject, before, after, reason } = change;
  const actor = actorOf(ctx, change.by);
  assertEntitled(actor, action);
  await insertAuditEntry(tx, {
    ...whoIs(actor),
    action,
    subjectType: subject.type,
    subjectId: subject.id,
    before,
    after,
    reason,
    requestId: ctx.origin.requestId,
  });
}

/** The edges have asked for the permission; a verb that they opened to the wrong people must not be recorded as if right. */
function assertEntitled(actor: Actor, action: AuditedAction): void {
  const holder = holderOf(actor);
  if (holder === null) return;
  assert(isGranted(holder, PERMISSION_OF_ACTION[action]), `${holder} may not do ${action}`);
}

/** As what somebody acts; null for whoever is at the command line, who may do everything. */
function holderOf(actor: Actor): Holder | null {
  switch (actor.kind) {
    case "command":
      return null;
    case "staff":
      return actor.role;
    case "owner":
      return "donor";
    case "guest":
      return "anonymous";
  }
}

/** An amount in an entry. */
export const moneyFacts = ({ amountMinor, currency }: Money): AuditFacts => ({
  amountMinor: `${amountMinor}`,
  currency,
});

function actorOf({ actor }: AuditContext, by: string | undefined): Actor {
  if (actor !== undefined && actor.kind !== "command") return actor;
  const name = by ?? actor?.name;
  assert(name !== undefined, "what staff change is changed by somebody");
  return { kind: "command", name };
}

/** What is kept of whoever holds a mailed link: the link is their right, and nobody knows more of them. */
const LINK_HOLDER = "the holder of a mailed link";

/** Who acts, as the fields of an entry. */
export function whoIs(actor: Actor) {
  const unknown = { actorUserId: null, actorName: null, address: null, agent: null };
  switch (actor.kind) {
    case "command":
      return { ...unknown, actorName: actor.name, role: "COMMAND" };
    case "staff":
      return { ...actor, actorUserId: actor.userId, actorName: null };
    case "owner":
      return { ...unknown, actorUserId: actor.userId, role: "OWNER" };
    case "guest":
      return { ...unknown, actorName: LINK_HOLDER, role: "GUEST" };
  }
}
