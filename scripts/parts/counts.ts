import * as z from "zod";

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };

export function addCounts(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** The last line of `pnpm test`, for people and for whatever reads its output. */
export function summaryOf({ passed, failed, skipped }: Counts): string {
  const line = `${passed} passed, ${failed} failed`;
  return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}

/** Only what is counted; the reporters of Vitest 5.1 and Playwright 1.65 write much more. */
const zVitestReport = z.object({
  numPassedTests: z.int().nonnegative(),
  numFailedTests: z.int().nonnegative(),
  numPendingTests: z.int().nonnegative(),
  numTodoTests: z.int().nonnegative(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const zPlaywrightReport = z.object({
  stats: z.object({
    expected: z.int().nonnegative(),
    unexpected: z.int().nonnegative(),
    flaky: z.int().nonnegative(),
    skipped: z.int().nonnegative(),
  }),
  errors: z.array(z.unknown()),
});

const zChaosReport = z.object({
  checks: z.object({ passed: z.int().nonnegative(), failed: z.int().nonnegative() }),
});

/** What a run of `pnpm chaos` has judged: so many things were as they should be. */
export function countChecks(report: unknown): Counts {
  return { ...zChaosReport.parse(report).checks, skipped: 0 };
}

/** A file that could not even be loaded has no tests to count: it counts as one that failed. */
export function countVitest(report: unknown): Counts {
  const read = zVitestReport.parse(report);
  const unloaded = read.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return {
    passed: read.numPassedTests,
    failed: read.numFailedTests + unloaded.length,
    skipped: read.numPendingTests + read.numTodoTests,
  };
}

/** An error outside of any test (a set-up that fails) counts as a failed one; so does a test that needed luck. */
export function countPlaywright(report: unknown): Counts {
  const { stats, errors } = zPlaywrightReport.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}
