import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { mutateOptionsOf, strykerArgs } from "./mutation/options.ts";
import { SCORE_MIN, scoresOf, scoreTable, tooLow } from "./mutation/score.ts";
import { ROOT, runPart } from "./parts/run-part.ts";
import { stopPartsOnSignals } from "./parts/stop.ts";
import { explain } from "./platform/start-error.ts";

// `pnpm mutate`: breaks the decisions of packages/domain one by one and counts what its tests notice.

const SLICES = path.join(ROOT, "packages/domain/src");
const REPORT = path.join(ROOT, "reports/mutation/report.json");
const HOUR_MS = 3_600_000;

async function run(): Promise<boolean> {
  const options = mutateOptionsOf(process.argv.slice(2), readdirSync(SLICES));
  // The report of an earlier run must not speak for this one.
  rmSync(REPORT, { force: true });
  const args = strykerArgs(options);
  const { outcome } = await runPart({ name: "mutate", program: "stryker", args, timeoutMs: HOUR_MS }, "live");
  if (outcome !== "passed") return false;
  const scores = scoresOf(JSON.parse(readFileSync(REPORT, "utf8")));
  console.log(`\n${scoreTable(scores)}`);
  for (const { slice } of tooLow(scores)) console.error(`${slice}: below ${SCORE_MIN} %`);
  return tooLow(scores).length === 0;
}

stopPartsOnSignals();
try {
  if (!(await run())) process.exitCode = 1;
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
