import type { Totals } from "@careforall/api/campaign";
import { isCurrency } from "@careforall/domain/browser-money";

const DIGITS = /^\d{1,18}$/;

/**
 * Reads a total that arrived in the browser, or null when it is none. By hand: the schema of the server would bring
 * 34 kB of zod into the page.
 */
export function readTotals(value: unknown): Totals | null {
  if (typeof value !== "object" || value === null) return null;
  const { currency, raisedMinor, goalMinor, giftCount, donorCount, version, asOf } = value as Record<
    keyof Totals,
    unknown
  >;
  const isTotals =
    isCurrencyCode(currency) &&
    isDigits(raisedMinor) &&
    isDigits(goalMinor) &&
    isCount(giftCount) &&
    isCount(donorCount) &&
    isCount(version) &&
    isTime(asOf);
  return isTotals ? { currency, raisedMinor, goalMinor, giftCount, donorCount, version, asOf } : null;
}

const isCurrencyCode = (value: unknown): value is Totals["currency"] =>
  typeof value === "string" && isCurrency(value);
const isDigits = (value: unknown): value is string => typeof value === "string" && DIGITS.test(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isTime = (value: unknown): value is string =>
  typeof value === "string" && !Number.isNaN(Date.parse(value));
