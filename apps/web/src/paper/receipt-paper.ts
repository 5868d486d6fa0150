import type { Receipt } from "@careforall/api/receipt";
import { formatMoney, money } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import { formatDay, formatDayAndClock } from "../ui/dates.ts";
import type { Paper, PaperLine, Stamp } from "./paper.ts";
import { wordsOf } from "./words.ts";

type Asked = {
  readonly locale: Locale;
  /** Payments go to a simulator or a sandbox: its receipts must be taken for nothing. */
  readonly isTestMoney: boolean;
};

/** A receipt as its donor reads it. */
export function receiptPaper(receipt: Receipt, { locale, isTestMoney }: Asked): Paper {
  const t = wordsOf(locale, "Receipt");
  const { timeZone, mailedAt } = receipt;
  const left = written(receipt, receipt.leftMinor, locale);
  return {
    locale,
    fileName: `careforall-receipt-${receipt.number}`,
    title: t("metaTitle", { number: receipt.number }),
    heading: t("heading"),
    number: receipt.number,
    stamps: stampsOf(receipt, { locale, isTestMoney }),
    intro: t("confirms"),
    lines: linesOf(receipt, locale),
    tables: receipt.corrections.length === 0 ? [] : [correctionsOf(receipt, locale)],
    notes: [
      ...(isTestMoney ? [t("note.test")] : []),
      ...(receipt.state === "void" ? [t("note.void")] : []),
      ...(receipt.state === "credited" ? [t("note.credited", { left })] : []),
      ...(mailedAt === null ? [] : [t("note.copy", { date: formatDay(mailedAt, locale, timeZone) })]),
      t("note.name"),
      t("note.tax"),
    ],
    lettersNote: t("note.letters"),
  };
}

/** Books read "Tk 1,500.00". */
const written = ({ currency }: Pick<Receipt, "currency">, minor: string, locale: Locale): string =>
  formatMoney(money(BigInt(minor), currency), locale, { minorUnits: "always" });

function stampsOf({ state, mailedAt }: Receipt, { locale, isTestMoney }: Asked): readonly Stamp[] {
  const t = wordsOf(locale, "Receipt");
  return [
    ...(isTestMoney ? [{ kind: "test", words: t("stamp.test") } as const] : []),
    ...(state === "void" ? [{ kind: "void", words: t("stamp.void") } as const] : []),
    ...(state === "credited" ? [{ kind: "credit", words: t("stamp.credited") } as const] : []),
    ...(mailedAt === null ? [] : [{ kind: "copy", words: t("stamp.copy") } as const]),
  ];
}

function linesOf(receipt: Receipt, locale: Locale): readonly PaperLine[] {
  const t = wordsOf(locale, "Receipt");
  const methods = wordsOf(locale, "Method");
  const { timeZone, state } = receipt;
  const amount = (minor: string): string => written(receipt, minor, locale);
  return [
    { name: t("number"), value: receipt.number },
    { name: t("issued"), value: formatDay(receipt.issuedAt, locale, timeZone) },
    { name: t("name"), value: receipt.donorName ?? t("nameless") },
    { name: t("campaign"), value: receipt.campaign.title },
    { name: t("gift"), value: amount(receipt.giftMinor) },
    ...(receipt.tipMinor === "0" ? [] : [{ name: t("tip"), value: amount(receipt.tipMinor) }]),
    ...(receipt.feeCoverMinor === "0" ? [] : [{ name: t("feeCover"), value: amount(receipt.feeCoverMinor) }]),
    { name: t("total"), value: amount(receipt.totalMinor), isSum: true },
    ...(state === "valid" ? [] : [{ name: t("left"), value: amount(receipt.leftMinor), isSum: true }]),
    { name: t("method"), value: methods(receipt.method) },
    {
      name: t("date"),
      value: `${formatDayAndClock(receipt.receivedAt, locale, timeZone)} (${timeZone})`,
    },
    { name: t("reference"), value: receipt.reference },
    ...(receipt.providerReference === ""
      ? []
      : [{ name: t("providerReference"), value: receipt.providerReference }]),
  ];
}

function correctionsOf(receipt: Receipt, locale: Locale): Paper["tables"][number] {
  const t = wordsOf(locale, "Receipt");
  const { timeZone } = receipt;
  return {
    title: t("corrections"),
    amountsFrom: 3,
    head: [t("number"), t("issued"), t("what"), t("amount"), t("leftAfter")],
    rows: receipt.corrections.map(({ number, kind, amountMinor, leftMinor, at }) => [
      number,
      formatDay(at, locale, timeZone),
      t(`correction.${kind}`),
      written(receipt, amountMinor, locale),
      written(receipt, leftMinor, locale),
    ]),
  };
}
