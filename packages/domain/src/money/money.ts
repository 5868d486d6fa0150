import { CURRENCY_EXPONENT, type Currency } from "./currency.ts";

/** Minor units as bigint: a fraction of a poisha cannot be written down. */
export type Money = { readonly amountMinor: bigint; readonly currency: Currency };

export const money = (amountMinor: bigint, currency: Currency): Money => ({ amountMinor, currency });

export const isSameMoney = (a: Money, b: Money): boolean =>
  a.currency === b.currency && a.amountMinor === b.amountMinor;

const DECIMAL = /^\d{1,15}(?:\.\d+)?$/;

/**
 * Reads a provider's decimal string ("100", "1500.00") exactly. Returns null for signs, exponents, separators,
 * and for more decimals than the currency has unless the surplus ones are zeros ("100.000" is 100).
 */
export function parseDecimal(text: string, currency: Currency): Money | null {
  const plain = text.trim();
  if (!DECIMAL.test(plain)) return null;
  const exponent = CURRENCY_EXPONENT[currency];
  // Behind a whole number an unwritten point is understood.
  const point = `${plain}.`.indexOf(".");
  const whole = plain.slice(0, point);
  const decimals = plain.slice(point + 1);
  if (/[1-9]/.test(decimals.slice(exponent))) return null;
  return money(BigInt(whole + decimals.slice(0, exponent).padEnd(exponent, "0")), currency);
}

/** The plain decimal string that providers and machines expect: "1500.00" for BDT, "1500" for XOF. */
export function toDecimal({ amountMinor, currency }: Money): string {
  const exponent = CURRENCY_EXPONENT[currency];
  const sign = amountMinor < 0n ? "-" : "";
  const digits = amountMinor
    .toString()
    .replace("-", "")
    .padStart(exponent + 1, "0");
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
