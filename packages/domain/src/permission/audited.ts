import type { AuditAction } from "../audit/index.ts";
import type { Permission } from "./permission.ts";

/** What is not done but happens to whoever asks: nobody needs a right to be refused. */
type Refusal = Extract<AuditAction, "change.refuse" | "permission.deny">;
/** What is done by right. */
export type AuditedAction = Exclude<AuditAction, Refusal>;

/** What a person needs for each thing that is done and that the audit log knows. `appendAudit` refuses everything else. */
export const PERMISSION_OF_ACTION = {
  "account.erase": "account.own",
  "consumer.pause": "platform.operate",
  "consumer.resume": "platform.operate",
  "dead_letter.replay": "platform.operate",
  "guest.erase": "gift.find",
  "held.accept": "money.decide",
  "read_models.replace": "platform.operate",
  "receipt.release": "message.resend",
  "reconciliation.close": "money.reconcile",
  "reconciliation.run": "money.reconcile",
  "refund.order": "money.decide",
  "refund.record": "money.decide",
  "role.grant": "roles.change",
  "role.revoke": "roles.change",
  "settlement.enter": "money.enter",
} as const satisfies Record<AuditedAction, Permission>;
