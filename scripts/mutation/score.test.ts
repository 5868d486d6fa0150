import { expect, test } from "vitest";
import { overall, percentOfScore, SCORE_MIN, scoresOf, scoreTable, tooLow } from "./score.ts";

const mutants = (status: string, count: number) => Array.from({ length: count }, () => ({ status }));
const file = (...groups: readonly (readonly { status: string }[])[]) => ({ mutants: groups.flat() });
const report = {
  files: {
    "packages/domain/src/money/money.ts": file(mutants("Killed", 17), mutants("Timeout", 1)),
    "packages/domain/src/money/limits.ts": file(mutants("Survived", 1), mutants("NoCoverage", 1)),
    "packages/domain/src/ledger/posting.ts": file(mutants("Killed", 9)),
    "packages/domain/src/locale/locale.ts": file(mutants("RuntimeError", 2), mutants("Ignored", 3)),
  },
};

test("files count for their slice; what ran for ever is detected, what no test reached is missed", () => {
  expect(scoresOf(report)).toEqual([
    { slice: "ledger", detected: 9, missed: 0 },
    { slice: "locale", detected: 0, missed: 0 },
    { slice: "money", detected: 18, missed: 2 },
  ]);
  expect(scoresOf(report).map(percentOfScore)).toEqual([100, 100, 90]);
  expect(overall(scoresOf(report))).toEqual({ slice: "overall", detected: 27, missed: 2 });
});

test("one weak slice is too low, however good the others are", () => {
  const good = { slice: "money", detected: 10_000, missed: 0 };
  expect(tooLow([good, { slice: "ledger", detected: SCORE_MIN, missed: 100 - SCORE_MIN }])).toEqual([]);
  const weak = { slice: "ledger", detected: SCORE_MIN - 1, missed: 101 - SCORE_MIN };
  expect(tooLow([good, weak])).toEqual([weak]);
});

test("a run that mutated nothing is too low: it shows nothing", () => {
  expect(tooLow(scoresOf({ files: {} }))).toHaveLength(1);
});

test("the table has a line for each slice with mutants and one for all", () => {
  expect(scoreTable(scoresOf(report))).toBe(
    [
      "slice             score detected   missed",
      "ledger          100.0 %        9        0",
      "money            90.0 %       18        2",
      "overall          93.1 %       27        2",
    ].join("\n"),
  );
});

test("a report of another shape, and a file outside of the slices, are refused", () => {
  expect(() => scoresOf({})).toThrow("expected");
  expect(() => scoresOf({ files: { "packages/api/src/pledge/a.ts": file() } })).toThrow("no slice");
});
