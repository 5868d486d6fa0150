import { stringify } from "csv-stringify/sync";
import { formatMinor } from "../books/money.ts";
import { listTransactionsWithin, type Transaction } from "../books/transactions.ts";
import type { HttpAnswer } from "../http/answer.ts";
import type { World } from "../world.ts";
import { toDhakaTime } from "./dhaka-time.ts";
import { settleOverdue } from "./overdue.ts";
import { cardFields } from "./payment-fields.ts";

/** What the panel gives in one file. */
const ROWS_MAX = 100_000;

/** The names of the transaction query: what the real panel's file looks like is published nowhere. */
const COLUMNS = [
  "tran_id",
  "val_id",
  "bank_tran_id",
  "tran_date",
  "store_id",
  "amount",
  "currency",
  "store_amount",
  "status",
  "card_type",
] as const;

/** Every try of a time as the merchant panel's CSV, oldest first; with the mark and line ends that Excel writes. */
export function statementCsv(world: World, time: { readonly from: number; readonly to: number }): HttpAnswer {
  settleOverdue(world);
  const rows = listTransactionsWithin(world.books, time, ROWS_MAX).map((paid) => rowOf(world, paid));
  return {
    status: 200,
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="transactions.csv"',
      "cache-control": "no-store",
    },
    body: stringify(rows, { header: true, columns: [...COLUMNS], bom: true, record_delimiter: "windows" }),
  };
}

const rowOf = (world: World, paid: Transaction): Record<(typeof COLUMNS)[number], string> => ({
  tran_id: paid.tranId,
  val_id: paid.valId ?? "",
  bank_tran_id: paid.bankTranId ?? "",
  tran_date: toDhakaTime(paid.tranAt),
  store_id: world.settings.storeId,
  amount: formatMinor(paid.amountMinor),
  currency: "BDT",
  store_amount: paid.status === "VALID" ? formatMinor(paid.amountMinor - paid.feeMinor) : "",
  status: paid.status === "VALID" && paid.validatedAt !== null ? "VALIDATED" : paid.status,
  card_type: cardFields(paid.method, paid.accountId)["card_type"] ?? "",
});
