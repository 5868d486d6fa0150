import { formatMoney, money } from "@careforall/domain/money";
import { createTranslator } from "next-intl";
import { expect, test } from "vitest";
import bn from "../../../messages/bn.json" with { type: "json" };
import en from "../../../messages/en.json" with { type: "json" };
import fr from "../../../messages/fr.json" with { type: "json" };
import { patternsFrom } from "./total-patterns.ts";
import { totalWords } from "./total-words.ts";

const MESSAGES = { en, bn, fr };
const totals = {
  currency: "BDT",
  raisedMinor: "34000000",
  goalMinor: "50000000",
  giftCount: 1214,
  donorCount: 980,
  version: 7,
  asOf: "2026-11-21T08:05:09.000Z",
} as const;

const words = (
  locale: "en" | "bn" | "fr",
  change: Partial<{ giftCount: number; donorCount: number; raisedMinor: string }> = {},
) => {
  const t = createTranslator({ locale, messages: MESSAGES[locale], namespace: "Totals" });
  return totalWords({ ...totals, ...change }, locale, patternsFrom(t));
};

test.each(["en", "bn", "fr"] as const)(
  "the browser writes money in %s exactly as the server does",
  (locale) => {
    expect(words(locale).raised).toBe(formatMoney(money(34_000_000n, "BDT"), locale));
    expect(words(locale).meter).toContain(words(locale).raised);
  },
);

test("every place in every sentence is filled", () => {
  for (const locale of ["en", "bn", "fr"] as const) {
    expect(JSON.stringify(words(locale))).not.toMatch(/[{}]\w/u);
  }
});

test("English says its total in words", () => {
  expect(words("en")).toEqual({
    raised: "Tk 340,000",
    of: "of Tk 500,000",
    percent: 68,
    meter: "Tk 340,000 of Tk 500,000 raised, 68%",
    funded: "68% funded",
    gifts: "1,214 gifts",
    donors: "980 donors",
    asOf: "As of 14:05:09",
  });
});

test("one gift is one, and French has its own word for millions", () => {
  expect(words("en", { giftCount: 1 }).gifts).toBe("1 gift");
  expect(words("fr", { giftCount: 0 }).gifts).toBe("0 don");
  expect(words("fr", { giftCount: 1_000_000 }).gifts).toMatch(/^1\s000\s000 de dons$/u);
  expect(words("bn", { giftCount: 1 }).gifts).toContain("১");
  expect(words("en", { donorCount: 1 }).donors).toBe("1 donor");
  expect(words("fr", { donorCount: 2 }).donors).toBe("2 donateurs");
  expect(words("bn", { donorCount: 2 }).donors).toContain("২");
});
