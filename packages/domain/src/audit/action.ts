/**
 * Everything that staff can change, every erasure of somebody's data, and what was refused to whom, by the name under
 * which the audit log keeps it: `noun.verb`. A name is never changed or used for something else, because entries are kept
 * for ever. docs/audit.md prints this list.
 */
export const AUDIT_ACTIONS = {
  "account.erase": "an account was closed, and what names its owner erased",
  "change.refuse": "a rule refused a change, and nothing was changed",
  "consumer.pause": "a consumer of events was stopped",
  "consumer.resume": "a stopped consumer goes on",
  "dead_letter.replay": "something that had failed for the last time was made due again",
  "guest.erase": "what names a guest was erased from their gifts",
  "held.accept": "held money was made the gift of its pledge",
  "permission.deny": "was refused what no role of theirs allows",
  "read_models.replace": "rebuilt rows took the place of those that differed",
  "receipt.release": "a suppressed receipt was sent after all",
  "reconciliation.close": "a difference between the books was closed by hand",
  "reconciliation.run": "a comparison with the provider was begun that may post what it finds",
  "refund.order": "a refund of a gift or of held money was ordered",
  "refund.record": "a refund that was made at the provider was recorded",
  "role.grant": "somebody was given a role",
  "role.revoke": "a role was taken from somebody",
  "settlement.enter": "it was entered that the provider paid a charge out",
} as const satisfies Record<string, string>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;
