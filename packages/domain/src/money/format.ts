import type { Locale } from "../shared/index.ts";
import { CURRENCY_EXPONENT, type Currency } from "./currency.ts";
import { toDecimal, type Money } from "./money.ts";

/** English groups by thousands, also for taka; Bangladesh's Bangla has its own digits and groups by lakh. */
const INTL_LOCALE = { en: "en-US", bn: "bn-BD-u-nu-beng", fr: "fr-FR" } as const satisfies Record<
  Locale,
  string
>;

/** Unicode CLDR writes "F CFA" with a narrow no-break space, and French puts a no-break space before a currency. */
const CFA = "F\u202fCFA";

/** Currency before the amount; a name keeps a space, a sign does not. */
const PREFIX = {
  en: { BDT: "Tk ", EUR: "€", USD: "$", XOF: `${CFA} ` },
  bn: { BDT: "৳", EUR: "€", USD: "$", XOF: `${CFA} ` },
} as const satisfies Record<"en" | "bn", Record<Currency, string>>;

/** French puts the currency behind the amount. */
const SUFFIX = {
  BDT: "\u00a0Tk",
  EUR: "\u00a0€",
  USD: "\u00a0$US",
  XOF: `\u00a0${CFA}`,
} as const satisfies Record<Currency, string>;

/** Making an Intl formatter costs some forty times as much as using one. At most 3 locales by 3 shapes. */
const FORMATTERS = new Map<string, Intl.NumberFormat>();

function formatter(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}:${options.style ?? "decimal"}:${options.minimumFractionDigits ?? 0}`;
  const known = FORMATTERS.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(INTL_LOCALE[locale], options);
  FORMATTERS.set(key, made);
  return made;
}

/** `toDecimal` writes what Intl calls a numeric string; given as text it is formatted exactly, at any size. */
const numeric = (amount: Money): `${number}` => toDecimal(amount) as `${number}`;

export type MoneyFormat = {
  /** Donors read "Tk 1,500"; books read "Tk 1,500.00". XOF has no minor unit either way. */
  readonly minorUnits?: "always" | "when_needed";
};

/**
 * Money as people read it: en "Tk 1,234,567", bn "৳১২,৩৪,৫৬৭", fr "1 234 567 Tk" (with no-break spaces).
 * The minus sign stands before everything: "-Tk 5".
 */
export function formatMoney(amount: Money, locale: Locale, format: MoneyFormat = {}): string {
  const isWhole = amount.amountMinor % 10n ** BigInt(CURRENCY_EXPONENT[amount.currency]) === 0n;
  const hidesMinor = isWhole && format.minorUnits !== "always";
  const decimals = hidesMinor ? 0 : CURRENCY_EXPONENT[amount.currency];
  const written = formatter(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(numeric(amount));
  if (locale === "fr") return written + SUFFIX[amount.currency];
  const prefix = PREFIX[locale][amount.currency];
  return written.startsWith("-") ? `-${prefix}${written.slice(1)}` : prefix + written;
}

/** A whole number of things: donors, gifts, days. */
export const formatCount = (count: number | bigint, locale: Locale): string =>
  formatter(locale, { maximumFractionDigits: 0 }).format(count);

/** Takes whole percents (45, not 0.45), as `percentOf` gives them. */
export const formatPercent = (percent: number, locale: Locale): string =>
  formatter(locale, { style: "unit", unit: "percent", maximumFractionDigits: 0 }).format(percent);

/** Takes basis points: 250 is written as 2.5 percent, with no more decimals than it has. */
export const formatShare = (basisPoints: number, locale: Locale): string =>
  formatter(locale, { style: "unit", unit: "percent", maximumFractionDigits: 2 }).format(basisPoints / 100);
