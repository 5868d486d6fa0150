import type { Currency } from "./currency.ts";
import { money, type Money } from "./money.ts";

export type GiftLimits = { readonly min: Money; readonly max: Money };

const limits = (currency: Currency, minMinor: bigint, maxMinor: bigint): GiftLimits => ({
  min: money(minMinor, currency),
  max: money(maxMinor, currency),
});

/**
 * What one payment may be, tip and fee cover included.
 * BDT: SSLCommerz takes 10.00 to 500,000.00 in one session (https://developer.sslcommerz.com/doc/v4/).
 * The others are of the same order, so that fees do not eat a gift and a mistyped zero is noticed.
 */
export const GIFT_LIMITS = {
  BDT: limits("BDT", 10_00n, 500_000_00n),
  EUR: limits("EUR", 1_00n, 5_000_00n),
  USD: limits("USD", 1_00n, 5_000_00n),
  XOF: limits("XOF", 100n, 2_000_000n),
} as const satisfies Record<Currency, GiftLimits>;

export type GiftAmountProblem = "too_small" | "too_large";

/** null when the amount may be given; both limits are allowed amounts. */
export function checkGiftAmount(amount: Money): GiftAmountProblem | null {
  const { min, max } = GIFT_LIMITS[amount.currency];
  if (amount.amountMinor < min.amountMinor) return "too_small";
  return amount.amountMinor > max.amountMinor ? "too_large" : null;
}
