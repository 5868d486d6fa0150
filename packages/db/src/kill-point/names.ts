/**
 * Places between two steps of the money's path where a process may die. `pnpm chaos` kills one at each of them; a test
 * compares this list with the code. What stands before a point has happened, what stands after it has not.
 */
export const KILL_POINTS = [
  // web: a promise, one statement with its answer
  "idempotency/decided",
  "idempotency/written",
  // web: an attempt, the provider's page, what it answered
  "pledge.checkout/attempt_written",
  "pledge.checkout/committed",
  "pledge.checkout/page_opened",
  "pledge.checkout/page_written",
  // web: a notification
  "notice.receive/stored",
  // worker: what the provider's API says about it, through the one door
  "notice.process/leased",
  "payment.confirm/answered",
  "payment.apply/locked",
  "payment.apply/facts_written",
  "payment.apply/history_written",
  "payment.apply/posted",
  "payment.apply/fulfilled",
  "payment.apply/events_written",
  "payment.apply/committed",
  "notice.process/acted",
  // worker: from the event to every reader
  "outbox.relay/delivered",
  "outbox.consume/claimed",
  "outbox.consume/applied",
  "outbox.consume/marked",
  // staff's command: the order of a refund
  "refund.order/order_written",
  "refund.order/committed",
  // staff's command or worker: what the provider says about it
  "refund.send/answered",
  "refund.apply/facts_written",
  "refund.apply/posted",
  "refund.apply/events_written",
] as const;

export type KillPoint = (typeof KILL_POINTS)[number];
