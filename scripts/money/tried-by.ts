import type { Tried } from "../../packages/api/src/audit/index.ts";
import type { AuditedAction } from "../../packages/domain/src/permission/index.ts";
import type { MoneyCommand } from "./options.ts";

/** What each verb of `pnpm money` does that the audit log keeps; null for one that only reads. */
export const ACTION_OF_VERB = {
  show: null,
  "show-case": null,
  review: null,
  accept: "held.accept",
  refund: "refund.order",
  "refund-case": "refund.order",
  "record-refund": "refund.record",
  settle: "settlement.enter",
  "settle-file": "settlement.enter",
  "send-receipt": "receipt.release",
} as const satisfies Record<MoneyCommand["verb"], AuditedAction | null>;

/** What a command tries to change, of what the person named; null when it only reads or shows beforehand. */
export function triedBy(command: MoneyCommand): Tried | null {
  const action = ACTION_OF_VERB[command.verb];
  const isShown =
    (command.verb === "refund" && command.isPreview) ||
    (command.verb === "settle-file" && !command.isApplied);
  return action === null || isShown ? null : { action, subject: subjectOf(command) };
}

function subjectOf(command: MoneyCommand): Tried["subject"] {
  if ("caseId" in command) return { type: "case", id: command.caseId };
  if ("payment" in command) return { type: "payment", id: command.payment };
  if (command.verb === "send-receipt") return { type: "gift", id: command.gift };
  if (command.verb !== "settle") return { type: "statement", id: command.verb };
  const { of } = command;
  return "payment" in of ? { type: "payment", id: of.payment } : { type: "charge", id: of.charge };
}
