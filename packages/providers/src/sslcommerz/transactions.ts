import { outage } from "./outage.ts";
import { isPaid } from "./status.ts";
import type { QueryWire, TransactionWire } from "./wire.ts";

/** One `tran_id` gathers a donor's tries on one payment page; nobody tries fifty cards there. */
const TRANSACTIONS_MAX = 50;

/**
 * Oldest first, one element per success, successes before all else when there are too many. A list that is shorter
 * than its own count, or speaks of another reference, is no answer to our question.
 */
export function transactionsOf(answer: QueryWire, reference: string): TransactionWire[] {
  if (answer.no_of_trans_found === "" && answer.element.length === 0) throw outage("query", "no_list");
  if (Number(answer.no_of_trans_found) > answer.element.length) {
    throw outage("query", "incomplete_list", "provider.unknown_state");
  }
  if (answer.element.some(({ tran_id }) => tran_id !== "" && tran_id !== reference)) {
    throw outage("query", "other_reference", "provider.unknown_state");
  }
  const seen = new Set<string>();
  const distinct = answer.element.filter(({ status, val_id }) => {
    if (!isPaid(status) || val_id === "") return true;
    const isNew = !seen.has(val_id);
    seen.add(val_id);
    return isNew;
  });
  if (distinct.length <= TRANSACTIONS_MAX) return oldestFirst(distinct);
  const paid = distinct.filter(({ status }) => isPaid(status));
  if (paid.length > TRANSACTIONS_MAX) throw outage("query", "too_many_successes", "provider.unknown_state");
  const unpaid = distinct.filter(({ status }) => !isPaid(status));
  return oldestFirst([...paid, ...unpaid.slice(0, TRANSACTIONS_MAX - paid.length)]);
}

/** By the gateway's own dates when all have one (`YYYY-MM-DD hh:mm:ss` sorts as text), else in its order. */
function oldestFirst(transactions: TransactionWire[]): TransactionWire[] {
  if (!transactions.every(({ tran_date }) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(tran_date)))
    return transactions;
  return transactions.toSorted((a, b) =>
    a.tran_date < b.tran_date ? -1 : a.tran_date > b.tran_date ? 1 : 0,
  );
}
