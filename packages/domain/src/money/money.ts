import { assert } from "../shared/assert.ts";
import { CURRENCY_EXPONENT, type Currency } from "./currency.ts";

/** Minor units as bigint: a fraction of a poisha cannot be written down. */
export type Money = { readonly amountMinor: bigint; readonly currency: Currency };

export const money = (amountMinor: bigint, currency: Currency): Money => ({ amountMinor, currency });

export const isSameMoney = (a: Money, b: Money): boolean =>
  a.currency === b.currency && a.amountMinor === b.amountMinor;

export function addMoney(a: Money, b: Money): Money {
  assert(a.currency === b.currency, `cannot add ${b.currency} to ${a.currency}`);
  return money(a.amountMinor + b.amountMinor, a.currency);
}

const DECIMAL = /^(\d{1,15})(?:\.(\d+))?$/;

/**
 * Reads a provider's decimal string ("100", "1500.00") exactly. Returns null for signs, exponents, separators,
 * and for more decimals than the currency has unless the surplus ones are zeros ("100.000" is 100).
 */
export function parseDecimal(text: string, currency: Currency): Money | null {
  const match = DECIMAL.exec(text.trim());
  if (match === null) return null;
  const exponent = CURRENCY_EXPONENT[currency];
  const whole = match[1] ?? "0";
  const decimals = match[2] ?? "";
  if (/[1-9]/.test(decimals.slice(exponent))) return null;
  return money(BigInt(whole + decimals.slice(0, exponent).padEnd(exponent, "0")), currency);
}

/** The plain decimal string that providers and machines expect: "1500.00" for BDT, "1500" for XOF. */
export function toDecimal({ amountMinor, currency }: Money): string {
  const exponent = CURRENCY_EXPONENT[currency];
  const sign = amountMinor < 0n ? "-" : "";
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(exponent + 1, "0");
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
