import * as z from "zod";
import { listAccounts } from "../books/accounts.ts";
import { listRefunds } from "../books/refunds.ts";
import { listSessions } from "../books/sessions.ts";
import { readTotals } from "../books/totals.ts";
import { listTransactions, type Transaction } from "../books/transactions.ts";
import { json, type Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { settleOverdue } from "../sslcommerz/overdue.ts";
import type { World } from "../world.ts";
import { readQuery, zCursor, zLimit } from "./input.ts";

const ROWS_STANDARD = 1_000;
/** About 5 MB of JSON. */
const ROWS_MAX = 10_000;
const ACCOUNTS_MAX = 1_000;

const zBooksQuery = z.strictObject({
  limit: zLimit(ROWS_STANDARD, ROWS_MAX),
  sessionsAfter: zCursor(0),
  transactionsAfter: zCursor(0),
  refundsAfter: zCursor(0),
});

/** The books as they are: totals of everything, and lists a page at a time. All read at one instant. */
export function readBooks(world: World, call: Call): Answer {
  const { limit, sessionsAfter, transactionsAfter, refundsAfter } = readQuery(call, zBooksQuery);
  settleOverdue(world);
  const sessions = listSessions(world.books, sessionsAfter, limit);
  const transactions = listTransactions(world.books, transactionsAfter, limit);
  const refunds = listRefunds(world.books, refundsAfter, limit);
  const next = (rows: readonly { readonly id: number }[]) =>
    rows.length < limit ? null : (rows.at(-1)?.id ?? null);
  return json({
    accounts: listAccounts(world.books, ACCOUNTS_MAX),
    totals: readTotals(world.books),
    sessions,
    transactions: transactions.map(withStoreAmount),
    refunds,
    next: { sessions: next(sessions), transactions: next(transactions), refunds: next(refunds) },
  });
}

export const withStoreAmount = (paid: Transaction) => ({
  ...paid,
  storeAmountMinor: paid.status === "VALID" ? paid.amountMinor - paid.feeMinor : 0n,
});
