import * as z from "zod";
import type { Books } from "./open-books.ts";
import { zMinor, zText, zWhole } from "./row.ts";

const zStatusTotal = z.object({ status: zText, count: zWhole, amountMinor: zMinor });
const zTransactionTotal = zStatusTotal.extend({ storeAmountMinor: zMinor, feeMinor: zMinor });
const zBalance = z.object({ openingMinor: zMinor, balanceMinor: zMinor });

/** The whole books in a few lines, for whoever compares them with his own. */
export type Totals = {
  readonly sessions: z.output<typeof zStatusTotal>[];
  readonly transactions: z.output<typeof zTransactionTotal>[];
  readonly refunds: z.output<typeof zStatusTotal>[];
  readonly capturedMinor: bigint;
  readonly refundedMinor: bigint;
  /** Money only moves between accounts, so their sum must be what they opened with. */
  readonly isBalanced: boolean;
};

export function readTotals(books: Books): Totals {
  const sessions = books.list(
    zStatusTotal,
    "select status, count(*) as count, sum(amount_minor) as amountMinor from session group by status order by status",
  );
  const transactions = books.list(
    zTransactionTotal,
    `select status, count(*) as count, sum(amount_minor) as amountMinor, sum(fee_minor) as feeMinor,
       sum(case when status = 'VALID' then amount_minor - fee_minor else 0 end) as storeAmountMinor
     from gateway_transaction group by status order by status`,
  );
  const refunds = books.list(
    zStatusTotal,
    "select status, count(*) as count, sum(amount_minor) as amountMinor from refund group by status order by status",
  );
  const sums = books.find(
    zBalance,
    `select coalesce(sum(opening_minor), 0) as openingMinor, coalesce(sum(balance_minor), 0) as balanceMinor
     from account`,
  );
  return {
    sessions,
    transactions,
    refunds,
    capturedMinor: transactions.find(({ status }) => status === "VALID")?.amountMinor ?? 0n,
    refundedMinor: refunds.find(({ status }) => status === "refunded")?.amountMinor ?? 0n,
    isBalanced: sums !== null && sums.openingMinor === sums.balanceMinor,
  };
}
