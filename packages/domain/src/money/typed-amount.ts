import { CURRENCY_EXPONENT, type Currency } from "./currency.ts";
import { parseDecimal, type Money } from "./money.ts";

/** The longest honest input, fifteen grouped digits with decimals and a currency name, has about 35. */
const CHARACTERS_MAX = 40;

export type TypedAmount =
  | { readonly outcome: "ok"; readonly money: Money }
  /** Two readings, the larger first: "Did you mean Tk 1,500 or Tk 1.50?" */
  | { readonly outcome: "ambiguous"; readonly candidates: readonly [Money, Money] }
  | { readonly outcome: "unreadable" };

/**
 * How people write each currency, lower case, longer before shorter. A foreign name is no noise: whoever types "$50"
 * on a page in taka means something else than fifty taka. "/-" and "/=" close amounts in Bangladesh.
 */
const NAMES = {
  BDT: ["taka", "tk.", "bdt", "tk", "টাকা", "৳", "/-", "/="],
  EUR: ["euros", "euro", "eur", "€"],
  USD: ["dollars", "dollar", "us$", "$us", "usd", "$"],
  XOF: ["francs cfa", "franc cfa", "f cfa", "francs", "franc", "fcfa", "xof", "cfa", "f"],
} as const satisfies Record<Currency, readonly string[]>;

const BANGLA_ZERO = "০".charCodeAt(0);

/**
 * Reads what a donor typed: Western or Bangla digits, grouped by thousands or by lakh, with or without the name of
 * the page's own currency on either side. Pure text, no locale: people mix habits, and a guess costs them money.
 *
 * | typed                                        | BDT, EUR, USD              | XOF (no decimals) |
 * | -------------------------------------------- | -------------------------- | ----------------- |
 * | `1500` `০১৫০০` `৳ 1500/-` `1500.`            | 1500                       | 1500              |
 * | `1,500` `1 500` `1,50,000` `1.500.000`       | grouping                   | grouping          |
 * | `75.00` `75,00` `75.5` `75,5`                | two decimals: 75 and 75.50 | 75; unreadable    |
 * | `1,500.00` `1.500,00` `1 500,00` `1,50,000.5`| last separator is decimal  | if zeros          |
 * | `1.500`                                      | ambiguous: 1500 or 1.50    | 1500              |
 * | `1.555`                                      | 1555 (no third decimal)    | 1555              |
 * | `0.500` `1500.000`                           | 0.50 and 1500              | unreadable; 1500  |
 * | `0,500` `1500,000` `15,00,0` `1,500,00`      | unreadable                 | unreadable        |
 * | `-5` `+5` `1e3` `$50` on a taka page, words  | unreadable                 | unreadable        |
 *
 * One comma before three digits is always grouping: decimals have two digits, and both our English and our Bangla
 * pages write it so. One point before three digits is grouping for a French or German hand and decimals for a machine,
 * so it is asked. Zero is an amount here; whether it may be given is the business of `checkGiftAmount`.
 */
export function readTypedAmount(text: string, currency: Currency): TypedAmount {
  if (text.length > CHARACTERS_MAX) return { outcome: "unreadable" };
  const [first, second] = readingsOf(bareNumber(text, currency))
    .map((decimal) => (decimal === null ? null : parseDecimal(decimal, currency)))
    .filter((amount): amount is Money => amount !== null);
  if (first === undefined) return { outcome: "unreadable" };
  if (second === undefined || CURRENCY_EXPONENT[currency] === 0) return { outcome: "ok", money: first };
  return { outcome: "ambiguous", candidates: [first, second] };
}

/** What is left of a number: Western digits and separators, without currency names and invisible characters. */
function bareNumber(text: string, currency: Currency): string {
  const plain = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/\p{Cf}/gu, "")
    .replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - BANGLA_ZERO))
    .replace(/\s+/g, " ")
    .trim();
  const names: readonly string[] = NAMES[currency];
  const prefix = names.find((name) => plain.startsWith(name)) ?? "";
  const rest = plain.slice(prefix.length);
  const suffix = names.find((name) => rest.endsWith(name)) ?? "";
  return rest.slice(0, rest.length - suffix.length).trim();
}

const WHOLE = /^\d+[.,]?$/;
/** Thousands by one repeated separator, or lakh and crore by a comma or space; no group starts the number with 0. */
const THOUSANDS = /^[1-9]\d{0,2}(?:([ ,.])\d{3})(?:\1\d{3})*$/;
const LAKH = /^[1-9]\d?(?:([ ,])\d\d)(?:\1\d\d)*\1\d{3}$/;
const DECIMALS = /^\d{1,2}$/;
/** Three decimals that say no more than two. */
const LONG_DECIMALS = /\.\d\d0$/;
const DIGITS = /^\d+$/;

const isGrouped = (number: string): boolean => THOUSANDS.test(number) || LAKH.test(number);
const ungrouped = (number: string): string => number.replace(/[ ,.]/g, "");

/** Decimal strings that the number may mean, the larger first; whether they are amounts is for `parseDecimal`. */
function readingsOf(number: string): readonly (string | null)[] {
  if (WHOLE.test(number)) return [ungrouped(number)];
  const last = Math.max(number.lastIndexOf("."), number.lastIndexOf(","));
  const [whole, separator, decimals] = [number.slice(0, last), number.charAt(last), number.slice(last + 1)];
  const isWholeClear = DIGITS.test(whole) || (isGrouped(whole) && !whole.includes(separator));
  return [
    isGrouped(number) ? ungrouped(number) : null,
    LONG_DECIMALS.test(number) ? number : null,
    isWholeClear && DECIMALS.test(decimals) ? `${ungrouped(whole)}.${decimals}` : null,
  ];
}
