import type { Statement } from "@careforall/api/own-gifts";
import { formatCount, formatMoney, money } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { formatDay, TIME_ZONE } from "../ui/dates.ts";
import type { Paper } from "./paper.ts";
import { wordsOf } from "./words.ts";

type Asked = {
  readonly locale: Locale;
  readonly isTestMoney: boolean;
  /** When it is drawn: it says what stood on that day. */
  readonly at: Date;
};

/** The statement of a year as its donor reads it: sums per currency, then receipt by receipt. */
export function statementPaper(
  { year, name, rows, sums }: Statement,
  { locale, isTestMoney, at }: Asked,
): Paper {
  const t = wordsOf(locale, "Statement");
  const receipt = wordsOf(locale, "Receipt");
  const written = (minor: string, currency: Statement["rows"][number]["currency"]): string =>
    formatMoney(money(BigInt(minor), currency), locale, { minorUnits: "always" });
  const shown = `${year}`;
  return {
    locale,
    fileName: `careforall-statement-${year}`,
    title: t("title", { year: shown }),
    heading: t("heading"),
    number: shown,
    stamps: isTestMoney ? [{ kind: "test", words: receipt("stamp.test") }] : [],
    intro: t("intro", { name, year: shown }),
    lines: sums.flatMap(({ currency, receiptCount, totalMinor, backMinor, leftMinor }) => [
      { name: t("receipts", { currency }), value: formatCount(receiptCount, locale) },
      { name: t("received", { currency }), value: written(totalMinor, currency) },
      { name: t("back", { currency }), value: written(backMinor, currency) },
      { name: t("left", { currency }), value: written(leftMinor, currency), isSum: true },
    ]),
    tables: [
      {
        title: t("table"),
        amountsFrom: 3,
        head: [t("number"), t("date"), t("campaign"), t("amount"), t("went"), t("stands")],
        rows: rows.map(
          ({ number, receivedAt, timeZone, campaignTitle, currency, totalMinor, backMinor, leftMinor }) => [
            number,
            formatDay(receivedAt, locale, timeZone),
            campaignTitle,
            written(totalMinor, currency),
            written(backMinor, currency),
            written(leftMinor, currency),
          ],
        ),
      },
    ],
    notes: [
      ...(isTestMoney ? [receipt("note.test")] : []),
      t("note.back", { date: formatDay(at.toISOString(), locale, TIME_ZONE) }),
      t("note.single"),
      t("note.tax"),
    ],
    lettersNote: receipt("note.letters"),
  };
}
