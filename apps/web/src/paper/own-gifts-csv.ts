import { Readable } from "node:stream";
import type { OwnGift } from "@careforall/api/own-gifts";
import { money, toDecimal } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { stringify } from "csv-stringify";
import { wordsOf } from "./words.ts";

const COLUMNS = [
  "reference",
  "receipt",
  "campaign",
  "promised",
  "received",
  "status",
  "method",
  "currency",
  "gift",
  "tip",
  "feeCover",
  "total",
  "back",
  "left",
] as const;

/** Pages of a list, the first with `undefined`. */
export type ReadPage = (
  after: string | undefined,
) => Promise<{ readonly items: readonly OwnGift[]; readonly next: string | null }>;

/**
 * Gifts as CSV, read page by page while the reader takes them. UTF-8 with the mark by which Excel knows it; cells that a
 * spreadsheet would take for a formula, perhaps after white space, begin with an apostrophe, because titles and names are written by strangers.
 */
export function ownGiftsCsv(readPage: ReadPage, locale: Locale): Readable {
  const t = wordsOf(locale, "OwnGifts");
  const columns = COLUMNS.map((key) => ({ key, header: t(`column.${key}`) }));
  const csv = stringify({ header: true, columns, bom: true, escape_formulas: true });
  return Readable.from(rows(readPage, locale)).compose(csv);
}

async function* rows(readPage: ReadPage, locale: Locale): AsyncGenerator<Record<string, string>> {
  const t = wordsOf(locale, "OwnGifts");
  const methods = wordsOf(locale, "Method");
  let after: string | undefined;
  do {
    const { items, next } = await readPage(after);
    for (const gift of items) {
      const amount = (minor: string): string => toDecimal(money(BigInt(minor), gift.currency));
      yield {
        reference: gift.reference,
        receipt: gift.receiptNumber ?? "",
        campaign: gift.campaign.title.trimStart(),
        promised: gift.promisedAt,
        received: gift.capturedAt ?? "",
        status: t(`status.${gift.status}`),
        method: methods(gift.method),
        currency: gift.currency,
        gift: amount(gift.giftMinor),
        tip: amount(gift.tipMinor),
        feeCover: amount(gift.feeCoverMinor),
        total: amount(gift.totalMinor),
        back: amount(gift.refundedMinor),
        left: amount(gift.leftMinor),
      };
    }
    after = next ?? undefined;
  } while (after !== undefined);
}
