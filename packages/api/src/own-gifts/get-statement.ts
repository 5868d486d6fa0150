import { readStatement } from "@careforall/db/own-gifts";
import { type Currency, zCurrency } from "@careforall/domain/money";
import { receiptNumber, timeZoneOf } from "@careforall/domain/receipt";
import { AppError, zLocale } from "@careforall/domain/shared";
import * as z from "zod";
import type { Caller } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { zYear } from "./list-own-gifts.ts";
import type { Statement } from "./own-gifts.view.ts";

export const zGetStatement = z.strictObject({ locale: zLocale.default("en"), year: zYear });

/** More than one a day: what is longer is for the CSV, not for paper. */
const ROWS_MAX = 500;

/**
 * What was received from whoever asks in one year, by receipt: the year is that of the money, as on the receipts. 404
 * `statement.not_found` for a year without any, 422 `statement.too_long` for more than fits on paper.
 */
export async function getStatement(
  ctx: Pick<Context, "db">,
  input: z.input<typeof zGetStatement>,
  caller: Caller,
): Promise<Statement> {
  const { locale, year } = zGetStatement.parse(input);
  const found = await readStatement(ctx.db, { userId: caller.userId, year, locale, limit: ROWS_MAX + 1 });
  if (found.length === 0)
    throw new AppError("not_found", "statement.not_found", "No receipt is of this year.");
  if (found.length > ROWS_MAX) {
    throw new AppError(
      "unprocessable",
      "statement.too_long",
      "This year has too many gifts for one statement.",
    );
  }
  const rows = found.map((row) => {
    const currency = zCurrency.parse(row.currency);
    return {
      number: receiptNumber(row),
      receivedAt: row.receivedAt.toISOString(),
      timeZone: timeZoneOf(currency),
      campaignTitle: row.campaignTitle,
      currency,
      totalMinor: row.totalMinor,
      backMinor: row.totalMinor - row.leftMinor,
      leftMinor: row.leftMinor,
    };
  });
  return {
    year,
    name: caller.name,
    rows: rows.map((row) => ({ ...row, ...texts(row) })),
    sums: sumsOf(rows),
  };
}

type Amounts = { readonly totalMinor: bigint; readonly backMinor: bigint; readonly leftMinor: bigint };

const texts = ({ totalMinor, backMinor, leftMinor }: Amounts) => ({
  totalMinor: `${totalMinor}`,
  backMinor: `${backMinor}`,
  leftMinor: `${leftMinor}`,
});

/** No sum mixes currencies. */
function sumsOf(rows: readonly (Amounts & { readonly currency: Currency })[]): Statement["sums"] {
  const sums = new Map<Currency, Amounts & { readonly receiptCount: number }>();
  for (const { currency, ...row } of rows) {
    const sum = sums.get(currency) ?? { receiptCount: 0, totalMinor: 0n, backMinor: 0n, leftMinor: 0n };
    sums.set(currency, {
      receiptCount: sum.receiptCount + 1,
      totalMinor: sum.totalMinor + row.totalMinor,
      backMinor: sum.backMinor + row.backMinor,
      leftMinor: sum.leftMinor + row.leftMinor,
    });
  }
  return [...sums]
    .map(([currency, { receiptCount, ...sum }]) => ({ currency, receiptCount, ...texts(sum) }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}
