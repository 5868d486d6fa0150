import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LOCALES } from "../shared/index.ts";
import { CURRENCIES, type Currency } from "./currency.ts";
import { formatMoney } from "./format.ts";
import { money, toDecimal } from "./money.ts";
import { readTypedAmount } from "./typed-amount.ts";

/** The outcome in one word: "1500.00", "1500.00 or 1.50", or "unreadable". */
function reading(text: string, currency: Currency): string {
  const typed = readTypedAmount(text, currency);
  switch (typed.outcome) {
    case "ok":
      return toDecimal(typed.money);
    case "ambiguous":
      return typed.candidates.map(toDecimal).join(" or ");
    case "unreadable":
      return "unreadable";
  }
}

describe("in taka", () => {
  test.each([
    ["1500", "1500.00"],
    ["0", "0.00"],
    ["0.00", "0.00"],
    ["007", "7.00"],
    ["1500.", "1500.00"],
    ["1500,", "1500.00"],
    [" 1500 ", "1500.00"],
    ["১৫০", "150.00"],
    ["১,৫০,০০০", "150000.00"],
    ["১৫০.৫০", "150.50"],
    ["1৫0", "150.00"],
    ["1,500", "1500.00"],
    ["150,000", "150000.00"],
    ["1,50,000", "150000.00"],
    ["12,34,56,789", "123456789.00"],
    ["1 500", "1500.00"],
    ["1\u00a0500", "1500.00"],
    ["1  500", "1500.00"],
    ["1\u202f500", "1500.00"],
    ["1\u2009500\u2009000", "1500000.00"],
    ["1 50 000", "150000.00"],
    ["1.500.000", "1500000.00"],
    ["75.00", "75.00"],
    ["75,00", "75.00"],
    ["75.5", "75.50"],
    ["75,5", "75.50"],
    ["1,50", "1.50"],
    ["0.5", "0.50"],
    ["0,05", "0.05"],
    ["1,500.00", "1500.00"],
    ["1.500,00", "1500.00"],
    ["1 500,00", "1500.00"],
    ["1 500.5", "1500.50"],
    ["1,50,000.50", "150000.50"],
    ["1.500.000,50", "1500000.50"],
    ["1.555", "1555.00"],
    ["0.500", "0.50"],
    ["1500.000", "1500.00"],
    ["999999999999999", "999999999999999.00"],
  ])("%j is %s", (text, expected) => {
    expect(reading(text, "BDT")).toBe(expected);
  });

  test.each([
    ["1.500", "1500.00 or 1.50"],
    ["150.000", "150000.00 or 150.00"],
    ["12.340", "12340.00 or 12.34"],
    ["১.৫০০", "1500.00 or 1.50"],
    ["৳1.500", "1500.00 or 1.50"],
  ])("%j is asked about: %s", (text, expected) => {
    expect(reading(text, "BDT")).toBe(expected);
  });

  test.each([
    "৳1500",
    "৳ 1,500",
    " ৳ 1500 Tk ",
    "Tk 1500",
    "tk1500",
    "TK. 1500",
    "Tk.1500",
    "BDT 1500",
    "1500 BDT",
    "1500 taka",
    "1500 Taka",
    "১৫০০ টাকা",
    "১৫০০টাকা",
    "1500/-",
    "৳ 1,500/=",
    "Tk 1500 taka",
    "\u200e1500\u200f",
    "1\u200b500",
  ])("%j is 1500", (text) => {
    expect(reading(text, "BDT")).toBe("1500.00");
  });

  test.each([
    "",
    " ",
    "৳",
    "Tk",
    "abc",
    "-5",
    "- 5",
    "\u22125",
    "+5",
    "1e3",
    "0x1F",
    "Infinity",
    "5 taka only",
    "$50",
    "€50",
    "50 F CFA",
    "50 dollars",
    "1.2.3",
    "1,2,3",
    "15,00,0",
    "1,500,00",
    "1,5000",
    "1500,000",
    "0,500",
    "0,500,000",
    "1500.005",
    "1.234,567",
    "1,234.567",
    "1,234 567",
    "1 234 56",
    "1 2",
    "1,50,00",
    "100,50,000",
    "150,50,000",
    "75.5000",
    "1,,500",
    "1..5",
    ".5",
    ",5",
    "1'500",
    "٢٥٠",
    "२५०",
    "１５０",
    "1½",
    "1/2",
    "1-2",
    "1500\u00001",
    "1000000000000000",
    "৳৳5",
  ])("%j is unreadable", (text) => {
    expect(reading(text, "BDT")).toBe("unreadable");
  });
});

describe("in XOF, which has no decimals", () => {
  test.each([
    ["1500", "1500"],
    ["1 500", "1500"],
    ["1\u202f500", "1500"],
    ["1.500", "1500"],
    ["1.000", "1000"],
    ["1,000", "1000"],
    ["1.500.000", "1500000"],
    ["75.00", "75"],
    ["75,00", "75"],
    ["1 500,00", "1500"],
    ["1500.000", "1500"],
    ["1 500 F CFA", "1500"],
    ["1500 FCFA", "1500"],
    ["1500F", "1500"],
    ["CFA 1500", "1500"],
    ["XOF 1500", "1500"],
    ["1500 francs CFA", "1500"],
    ["১৫০০", "1500"],
  ])("%j is %s", (text, expected) => {
    expect(reading(text, "XOF")).toBe(expected);
  });

  test.each(["75.5", "75,50", "0.5", "0.500", "1 500,01", "৳1500", "1500 Tk", "$5"])(
    "%j is unreadable",
    (text) => {
      expect(reading(text, "XOF")).toBe("unreadable");
    },
  );
});

test.each<[string, Currency, string]>([
  ["$25", "USD", "25.00"],
  ["US$25", "USD", "25.00"],
  ["25 $US", "USD", "25.00"],
  ["25 usd", "USD", "25.00"],
  ["25 dollars", "USD", "25.00"],
  ["€25", "EUR", "25.00"],
  ["25,50 €", "EUR", "25.50"],
  ["25 euros", "EUR", "25.00"],
  ["1.250,50 EUR", "EUR", "1250.50"],
  ["1.250", "EUR", "1250.00 or 1.25"],
  ["৳25", "USD", "unreadable"],
  ["€25", "USD", "unreadable"],
  ["25 $", "EUR", "unreadable"],
])("%j in %s is %s", (text, currency, expected) => {
  expect(reading(text, currency)).toBe(expected);
});

describe("whatever is typed", () => {
  const anyCurrency = fc.constantFrom(...CURRENCIES);

  test("reads back every amount as we write it, in every language", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }),
        anyCurrency,
        fc.constantFrom(...LOCALES),
        fc.constantFrom("always", "when_needed"),
        (minor, currency, locale, minorUnits) => {
          const amount = money(minor, currency);
          const typed = readTypedAmount(formatMoney(amount, locale, { minorUnits }), currency);
          expect(typed).toEqual({ outcome: "ok", money: amount });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("reads back the plain decimal string, which machines write", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }), anyCurrency, (minor, currency) => {
        const amount = money(minor, currency);
        expect(readTypedAmount(toDecimal(amount), currency)).toEqual({ outcome: "ok", money: amount });
      }),
    );
  });

  test("never invents a digit and never answers below zero", () => {
    const pieces = fc.constantFrom("0", "1", "5", "9", "০", "৭", ",", ".", " ", "-", "\u202f", "৳", "Tk");
    const texts = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, anyCurrency, (text, currency) => {
        const typed = readTypedAmount(text, currency);
        const digits = text
          .replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - "০".charCodeAt(0)))
          .replace(/\D/g, "");
        const found =
          typed.outcome === "ok" ? [typed.money] : typed.outcome === "ambiguous" ? typed.candidates : [];
        for (const { amountMinor } of found) {
          const significant = amountMinor.toString().replace(/0+$/, "");
          expect(digits.replace(/^0+/, "")).toContain(significant);
          expect(amountMinor).toBeGreaterThanOrEqual(0n);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  test("two candidates differ, the larger comes first", () => {
    const thousands = fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(thousands, fc.constantFrom<Currency>("BDT", "EUR", "USD"), ([whole, tens], currency) => {
        const typed = readTypedAmount(`${whole}.${String(tens).padStart(2, "0")}0`, currency);
        expect(typed.outcome).toBe("ambiguous");
        if (typed.outcome !== "ambiguous") return;
        expect(typed.candidates[0].amountMinor).toBe(typed.candidates[1].amountMinor * 1_000n);
      }),
    );
  });

  test("takes any string without throwing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), anyCurrency, (text, currency) => {
        expect(["ok", "ambiguous", "unreadable"]).toContain(readTypedAmount(text, currency).outcome);
      }),
    );
  });

  test.each(["1", ",", " ", "1,", "1,000", "0.", "৳", "\u0300", "ﷺ", "\ud800"])(
    "leaves a million of %j unread",
    (piece) => expect(reading(piece.repeat(1_000_000), "BDT")).toBe("unreadable"),
  );

  test("reads up to forty characters, spaces included", () => {
    expect(reading("5".padEnd(40), "BDT")).toBe("5.00");
    expect(reading("5".padEnd(41), "BDT")).toBe("unreadable");
  });

  // A pattern that tries every way to cut a text would not see the end of forty characters.
  test.each(["1,", "1 ", "10,", "1.", "ﷺ", ",,1"])("has an answer for the longest text of %j", (piece) => {
    for (const currency of CURRENCIES) {
      expect(reading(piece.repeat(40).slice(0, 40), currency)).toBe("unreadable");
    }
  });
});
