import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { zCurrency } from "./currency.schema.ts";
import { CURRENCIES, CURRENCY_EXPONENT, isCurrency, type Currency } from "./currency.ts";
import { isSameMoney, money, parseDecimal, toDecimal } from "./money.ts";

const anyCurrency = fc.constantFrom(...CURRENCIES);
/** As many whole digits as `parseDecimal` takes, in minor units of every currency. */
const anyMinor = fc.bigInt({ min: 0n, max: 10n ** 15n - 1n });

describe("parseDecimal", () => {
  test.each<[string, Currency, bigint]>([
    ["100", "BDT", 100_00n],
    ["100.00", "BDT", 100_00n],
    ["100.0", "BDT", 100_00n],
    ["100.5", "BDT", 100_50n],
    ["1500.05", "BDT", 1500_05n],
    ["100.000", "BDT", 100_00n],
    [" 69 ", "BDT", 69_00n],
    ["0", "BDT", 0n],
    ["0.01", "BDT", 1n],
    ["007", "BDT", 7_00n],
    ["100", "XOF", 100n],
    ["100.00", "XOF", 100n],
    ["999999999999999.99", "BDT", 999_999_999_999_999_99n],
  ])("reads %j %s", (text, currency, minor) => {
    expect(parseDecimal(text, currency)).toEqual(money(minor, currency));
  });

  test.each<[string, Currency]>([
    ["", "BDT"],
    [" ", "BDT"],
    ["-1", "BDT"],
    ["+1", "BDT"],
    ["1e3", "BDT"],
    ["0x10", "BDT"],
    ["1,000.00", "BDT"],
    ["1 000", "BDT"],
    ["1.", "BDT"],
    [".5", "BDT"],
    ["1.2.3", "BDT"],
    ["1.005", "BDT"],
    ["0.5", "XOF"],
    ["100.01", "XOF"],
    ["NaN", "BDT"],
    ["Infinity", "BDT"],
    ["১০০", "BDT"],
    ["1\n2", "BDT"],
    ["1000000000000000", "BDT"],
  ])("refuses %j %s", (text, currency) => {
    expect(parseDecimal(text, currency)).toBeNull();
  });

  test("reads back whatever toDecimal writes", () => {
    fc.assert(
      fc.property(anyMinor, anyCurrency, (minor, currency) => {
        const amount = money(minor, currency);
        expect(parseDecimal(toDecimal(amount), currency)).toEqual(amount);
      }),
    );
  });

  test("never answers with an amount that it did not read", () => {
    const pieces = fc.constantFrom("0", "1", "9", "0", "5", ".", " ", "-", "e", ",");
    const texts = fc.array(pieces, { maxLength: 7 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, anyCurrency, (text, currency) => {
        const amount = parseDecimal(text, currency);
        if (amount === null) return;
        const [whole = "", decimals = ""] = text.trim().split(".");
        const exponent = CURRENCY_EXPONENT[currency];
        expect(amount.amountMinor).toBe(BigInt(whole + decimals.padEnd(exponent, "0").slice(0, exponent)));
      }),
    );
  });

  // A reading that looks at each character for each character would not see the end of these.
  test.each(["9", "0.", "1.0", " ", "1,", "."])("has an answer for a million of %j", (piece) => {
    expect(parseDecimal(piece.repeat(1_000_000), "BDT")).toBeNull();
    expect(parseDecimal(`1${piece.repeat(1_000_000)}x`, "BDT")).toBeNull();
  });

  test("takes any number of surplus zeros", () => {
    expect(parseDecimal(`1.${"0".repeat(1_000_000)}`, "BDT")).toEqual(money(1_00n, "BDT"));
  });
});

describe("toDecimal", () => {
  test.each<[bigint, Currency, string]>([
    [150_000n, "BDT", "1500.00"],
    [1_500n, "XOF", "1500"],
    [5n, "BDT", "0.05"],
    [0n, "BDT", "0.00"],
    [0n, "XOF", "0"],
    [-5n, "USD", "-0.05"],
    [-150_050n, "EUR", "-1500.50"],
    [-7n, "XOF", "-7"],
  ])("%s %s is %s", (minor, currency, decimal) => {
    expect(toDecimal(money(minor, currency))).toBe(decimal);
  });
});

test("money is the same when amount and currency are", () => {
  expect(isSameMoney(money(1n, "BDT"), money(1n, "BDT"))).toBe(true);
  expect(isSameMoney(money(1n, "BDT"), money(2n, "BDT"))).toBe(false);
  expect(isSameMoney(money(1n, "BDT"), money(1n, "USD"))).toBe(false);
});

describe("currencies", () => {
  test("are those with an exponent, and no inherited name", () => {
    expect(CURRENCIES.toSorted()).toEqual(Object.keys(CURRENCY_EXPONENT).toSorted());
    for (const currency of CURRENCIES) expect(isCurrency(currency)).toBe(true);
    for (const text of ["bdt", "", "SGD", "toString", "__proto__", "constructor"]) {
      expect(isCurrency(text)).toBe(false);
      expect(zCurrency.safeParse(text).success).toBe(false);
    }
  });
});
