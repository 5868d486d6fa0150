import { expect, test } from "vitest";
import type { DonationList } from "../../packages/api/src/donor/index.ts";
import { donorCommandOf } from "./options.ts";
import { historyOf, statisticsOf } from "./report.ts";

const EMAIL = ["--email", "ann@example.org"];

test("a history is asked for with its filters, statistics by the address alone", () => {
  expect(donorCommandOf(["history", ...EMAIL, "--year", "2026", "--campaign", "heart"])).toMatchObject({
    verb: "history",
    email: "ann@example.org",
    year: "2026",
    campaign: "heart",
  });
  expect(donorCommandOf(["statistics", ...EMAIL])).toEqual({ verb: "statistics", email: "ann@example.org" });
});

test.each([
  [[]],
  [["history"]],
  [["statistics", ...EMAIL, "--year", "2026"]],
  [["erase", ...EMAIL]],
  [["history", "x", ...EMAIL]],
])("%j is answered with what can be typed", (args) => {
  expect(() => donorCommandOf(args)).toThrow(/not understood[^\n]*\npnpm donor history/);
});

test("a promise is one line, with what went back and how the list goes on", () => {
  const list: DonationList = {
    items: [
      {
        reference: "01JX",
        campaign: { slug: "rina", title: "A heart for Rina" },
        currency: "BDT",
        giftMinor: "50000",
        tipMinor: "0",
        feeCoverMinor: "0",
        totalMinor: "50000",
        refundedMinor: "12000",
        leftMinor: "38000",
        status: "completed",
        promisedAt: "2026-05-01T10:00:00.000Z",
        capturedAt: "2026-05-01T10:01:00.000Z",
        refundedAt: "2026-05-03T10:00:00.000Z",
      },
    ],
    next: "abc",
  };
  expect(historyOf(list)).toBe(
    "2026-05-01T10:00:00.000Z  01JX  completed          500.00 BDT, 120.00 BDT given back  A heart for Rina\nMore: --after abc",
  );
  expect(historyOf({ items: [], next: null })).toBe("Nothing is found.");
});

test("statistics are one line per currency, never a sum of them", () => {
  const item = {
    givenMinor: "1000",
    giftCount: 2,
    campaignCount: 1,
    firstGiftAt: "2026-05-01T10:00:00.000Z",
    lastGiftAt: "2026-05-02T10:00:00.000Z",
  };
  const text = statisticsOf({
    items: [
      { ...item, currency: "BDT" },
      { ...item, currency: "XOF" },
    ],
  });
  expect(text.split("\n")).toEqual([
    expect.stringMatching(/^10\.00 BDT in 2 gift\(s\) to 1 campaign/),
    expect.stringMatching(/^1000 XOF in 2/),
  ]);
  expect(statisticsOf({ items: [] })).toBe("No gift stands.");
});
