import { describe, expect, test } from "vitest";
import { CURRENCIES } from "./currency.ts";
import { checkGiftAmount, GIFT_LIMITS } from "./limits.ts";
import { money } from "./money.ts";

describe.each(CURRENCIES)("a gift in %s", (currency) => {
  const { min, max } = GIFT_LIMITS[currency];

  test("may be both of its limits, and nothing beyond them", () => {
    expect(checkGiftAmount(min)).toBeNull();
    expect(checkGiftAmount(max)).toBeNull();
    expect(checkGiftAmount(money(min.amountMinor - 1n, currency))).toBe("too_small");
    expect(checkGiftAmount(money(max.amountMinor + 1n, currency))).toBe("too_large");
  });

  test("is never nothing, negative or without end", () => {
    expect(checkGiftAmount(money(0n, currency))).toBe("too_small");
    expect(checkGiftAmount(money(-1n, currency))).toBe("too_small");
    expect(checkGiftAmount(money(10n ** 40n, currency))).toBe("too_large");
  });

  test("has limits in its own currency", () => {
    expect([min.currency, max.currency]).toEqual([currency, currency]);
    expect(min.amountMinor).toBeLessThan(max.amountMinor);
  });
});

test("taka have the limits of SSLCommerz: 10.00 to 500,000.00", () => {
  expect(GIFT_LIMITS.BDT).toEqual({ min: money(1_000n, "BDT"), max: money(50_000_000n, "BDT") });
});
