import { expect, test } from "vitest";
import { addCounts, countChecks, countPlaywright, countVitest, summaryOf } from "./counts.ts";

const vitest = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
const playwright = { expected: 4, unexpected: 1, flaky: 0, skipped: 2 };

test("Vitest's pending and todo tests are skipped ones", () => {
  const report = { ...vitest, testResults: [{ status: "failed", assertionResults: [{}, {}] }] };
  expect(countVitest(report)).toEqual({ passed: 3, failed: 1, skipped: 3 });
});

test("a file that Vitest could not load counts as a failed test", () => {
  const report = { ...vitest, numFailedTests: 0, testResults: [{ status: "failed", assertionResults: [] }] };
  expect(countVitest(report).failed).toBe(1);
});

test("a set-up of Playwright that fails counts, and so does a test that passed at the second try", () => {
  expect(countPlaywright({ stats: playwright, errors: [] })).toEqual({ passed: 4, failed: 1, skipped: 2 });
  expect(countPlaywright({ stats: playwright, errors: [{ message: "no server" }] }).failed).toBe(2);
  expect(countPlaywright({ stats: { ...playwright, flaky: 1 }, errors: [] }).failed).toBe(2);
});

test("a run under fire counts by what it has judged", () => {
  expect(countChecks({ checks: { passed: 9, failed: 1 } })).toEqual({ passed: 9, failed: 1, skipped: 0 });
});

test.each([null, {}, { stats: {} }, { ...vitest, numPassedTests: "3", testResults: [] }])(
  "something that is no report is refused: %j",
  (report) => {
    expect(() => countVitest(report)).toThrow("expected");
    expect(() => countPlaywright(report)).toThrow("expected");
    expect(() => countChecks(report)).toThrow("expected");
  },
);

test("the last line names skipped tests only when there are some", () => {
  const all = addCounts({ passed: 1, failed: 0, skipped: 0 }, { passed: 2, failed: 1, skipped: 0 });
  expect(summaryOf(all)).toBe("3 passed, 1 failed");
  expect(summaryOf({ ...all, skipped: 4 })).toBe("3 passed, 1 failed, 4 skipped");
});
