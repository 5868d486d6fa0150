import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LOCALES, type Locale } from "../shared/index.ts";
import { CURRENCIES, CURRENCY_EXPONENT, type Currency } from "./currency.ts";
import { formatCount, formatMoney, formatPercent, formatShare } from "./format.ts";
import { money } from "./money.ts";

/** No-break spaces made visible: `_` for U+00A0, `~` for U+202F. */
const visible = (text: string): string => text.replaceAll("\u00a0", "_").replaceAll("\u202f", "~");

describe("formatMoney", () => {
  test.each<[bigint, Currency, Record<Locale, string>]>([
    [1_234_567_00n, "BDT", { en: "Tk 1,234,567", bn: "৳১২,৩৪,৫৬৭", fr: "1~234~567_Tk" }],
    [1_234_568n, "XOF", { en: "F~CFA 1,234,568", bn: "F~CFA ১২,৩৪,৫৬৮", fr: "1~234~568_F~CFA" }],
    [1_234_00n, "USD", { en: "$1,234", bn: "$১,২৩৪", fr: "1~234_$US" }],
    [1_234_00n, "EUR", { en: "€1,234", bn: "€১,২৩৪", fr: "1~234_€" }],
    [1_500_50n, "BDT", { en: "Tk 1,500.50", bn: "৳১,৫০০.৫০", fr: "1~500,50_Tk" }],
    [1_50n, "BDT", { en: "Tk 1.50", bn: "৳১.৫০", fr: "1,50_Tk" }],
    [5n, "BDT", { en: "Tk 0.05", bn: "৳০.০৫", fr: "0,05_Tk" }],
    [0n, "BDT", { en: "Tk 0", bn: "৳০", fr: "0_Tk" }],
    [0n, "XOF", { en: "F~CFA 0", bn: "F~CFA ০", fr: "0_F~CFA" }],
    [-50n, "BDT", { en: "-Tk 0.50", bn: "-৳০.৫০", fr: "-0,50_Tk" }],
    [-5_00n, "USD", { en: "-$5", bn: "-$৫", fr: "-5_$US" }],
    [-5n, "XOF", { en: "-F~CFA 5", bn: "-F~CFA ৫", fr: "-5_F~CFA" }],
  ])("writes %s %s in every language", (minor, currency, expected) => {
    const written = (locale: Locale) => visible(formatMoney(money(minor, currency), locale));
    expect({ en: written("en"), bn: written("bn"), fr: written("fr") }).toEqual(expected);
  });

  test("shows minor units in books even when they are zero, but never for XOF", () => {
    const always = { minorUnits: "always" } as const;
    expect(formatMoney(money(1_500_00n, "BDT"), "en", always)).toBe("Tk 1,500.00");
    expect(formatMoney(money(1_500_00n, "BDT"), "bn", always)).toBe("৳১,৫০০.০০");
    expect(visible(formatMoney(money(1_500_00n, "EUR"), "fr", always))).toBe("1~500,00_€");
    expect(formatMoney(money(-1_00n, "USD"), "en", always)).toBe("-$1.00");
    expect(visible(formatMoney(money(1_500n, "XOF"), "fr", always))).toBe("1~500_F~CFA");
  });

  test("loses no digit of an amount beyond the exact numbers of JavaScript", () => {
    expect(formatMoney(money(9_007_199_254_740_993_01n, "BDT"), "en")).toBe("Tk 9,007,199,254,740,993.01");
    expect(formatMoney(money(123_456_789_012_345_678n, "XOF"), "bn")).toContain("৫,৬৭৮");
  });

  test("keeps every digit, whatever the language", () => {
    const amounts = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
    const property = fc.property(
      amounts,
      fc.constantFrom(...CURRENCIES),
      fc.constantFrom(...LOCALES),
      (minor, currency, locale) => {
        const written = formatMoney(money(minor, currency), locale, { minorUnits: "always" });
        const digits = written
          .replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - "০".charCodeAt(0)))
          .replace(/\D/g, "");
        const magnitude = minor < 0n ? -minor : minor;
        expect(digits).toBe(magnitude.toString().padStart(CURRENCY_EXPONENT[currency] + 1, "0"));
        expect(written.startsWith("-")).toBe(minor < 0n);
      },
    );
    fc.assert(property);
  });
});

test("formatCount groups by the language's habit and takes bigints", () => {
  expect(formatCount(1_234_567, "en")).toBe("1,234,567");
  expect(formatCount(1_234_567, "bn")).toBe("১২,৩৪,৫৬৭");
  expect(visible(formatCount(1_234_567, "fr"))).toBe("1~234~567");
  expect(formatCount(9_007_199_254_740_993n, "en")).toBe("9,007,199,254,740,993");
  expect(formatCount(0, "bn")).toBe("০");
});

test("formatShare takes basis points and writes no more decimals than there are", () => {
  expect(formatShare(250, "en")).toBe("2.5%");
  expect(formatShare(300, "bn")).toBe("৩%");
  expect(visible(formatShare(333, "fr"))).toBe("3,33_%");
});

test("formatPercent takes whole percents", () => {
  expect(formatPercent(45, "en")).toBe("45%");
  expect(formatPercent(45, "bn")).toBe("৪৫%");
  expect(visible(formatPercent(45, "fr"))).toBe("45_%");
  expect(formatPercent(0, "en")).toBe("0%");
  expect(formatPercent(1_250, "en")).toBe("1,250%");
});
