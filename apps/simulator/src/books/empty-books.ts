import { openFirstAccounts } from "./accounts.ts";
import type { Books } from "./open-books.ts";

/** Referring tables first. */
const TABLES = [
  "delivery_try",
  "delivery",
  "refund",
  "gateway_transaction",
  "session",
  "account",
  "mail",
] as const;

/** Back to the first day: no payments, no mail, and the first accounts as they opened. */
export function emptyBooks(books: Books): void {
  books.transact(() => {
    for (const table of TABLES) books.run(`delete from ${table}`);
  });
  openFirstAccounts(books);
}
