import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Counts, NOTHING, addCounts, countChecks, countPlaywright, countVitest } from "./counts.ts";
import { type Part, type PartResult, ROOT, runPart } from "./run-part.ts";

/** A step whose report says how many tests passed and failed. */
export type TestPart = Part & {
  readonly reportPath: string;
  readonly count: (report: unknown) => Counts;
};

export type TestResult = PartResult & { readonly counts: Counts };

const MINUTE_MS = 60_000;
const VITEST_REPORT = "reports/vitest.json";
const PLAYWRIGHT_REPORT = "reports/e2e.json";

/** Every Vitest project: pure ones and those with a database. */
export const VITEST: TestPart = {
  name: "tests",
  program: "vitest",
  args: ["run", "--reporter=dot", "--reporter=json", `--outputFile.json=${VITEST_REPORT}`],
  timeoutMs: 12 * MINUTE_MS,
  reportPath: VITEST_REPORT,
  count: countVitest,
};

/** The browser against the production build, which the set-up of the suite starts. */
export const END_TO_END: TestPart = {
  name: "end to end",
  program: "playwright",
  args: ["test", "--reporter=list,json"],
  env: { PLAYWRIGHT_JSON_OUTPUT_FILE: join(ROOT, PLAYWRIGHT_REPORT), E2E_WORKERS: "2" },
  timeoutMs: 15 * MINUTE_MS,
  reportPath: PLAYWRIGHT_REPORT,
  count: countPlaywright,
};

const CHAOS_REPORT = "reports/chaos-test.json";

/**
 * A small run under fire, without what would heal it: a few deaths of web and worker in the middle of the money's path.
 * Its seed and its points are fixed, so that two runs try the same; it is counted by what it judges.
 */
export const UNDER_FIRE: TestPart = {
  name: "under fire",
  program: process.execPath,
  args: [
    join(ROOT, "tools", "chaos", "main.ts"),
    "--pass=b",
    "--seed=2",
    "--donations=60",
    "--faults=3",
    "--kill-points=idempotency/written,notice.receive/stored,payment.apply/posted,outbox.consume/applied",
    `--report=${CHAOS_REPORT}`,
  ],
  timeoutMs: 4 * MINUTE_MS,
  reportPath: CHAOS_REPORT,
  count: countChecks,
};

export const BUILD: Part = {
  name: "build",
  program: process.execPath,
  args: [join(ROOT, "scripts", "build.ts")],
  env: { NEXT_TELEMETRY_DISABLED: "1", TURBO_TELEMETRY_DISABLED: "1" },
  timeoutMs: 4 * MINUTE_MS,
};

/** Runs the tests and reads their report. A run that failed without a failed test counts as one. */
export async function runTests(part: TestPart): Promise<TestResult> {
  const path = join(ROOT, part.reportPath);
  // The report of an earlier run must not speak for this one.
  rmSync(path, { force: true });
  const result = await runPart(part, "live");
  const counts = countsOf(part, path, result);
  const isSilentFailure = result.outcome !== "passed" && counts.failed === 0;
  return { ...result, counts: isSilentFailure ? addCounts(counts, ONE_FAILED) : counts };
}

export const ONE_FAILED: Counts = { ...NOTHING, failed: 1 };

function countsOf(part: TestPart, path: string, result: PartResult): Counts {
  try {
    return part.count(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    console.error(`${part.name}: no readable report (${result.outcome})`, error);
    return ONE_FAILED;
  }
}
