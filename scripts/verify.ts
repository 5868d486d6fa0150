import { CHECKS_AND_PURE_TESTS, GENERATE, runLanes } from "./parts/checks.ts";
import { runPart } from "./parts/run-part.ts";
import { stopPartsOnSignals } from "./parts/stop.ts";
import { tell } from "./parts/tell.ts";

// `pnpm verify`: everything that needs no database and no browser, in seconds. For before every commit.

const MS_PER_S = 1_000;

stopPartsOnSignals();
const startedAt = performance.now();
const generated = await runPart(GENERATE, "quiet");
tell(generated);
const results = [generated, ...(await runLanes(CHECKS_AND_PURE_TESTS, tell))];
const failed = results.filter(({ outcome }) => outcome !== "passed").map(({ name }) => name);
const seconds = ((performance.now() - startedAt) / MS_PER_S).toFixed(1);
console.log(
  failed.length === 0 ? `verified in ${seconds} s` : `failed in ${seconds} s: ${failed.join(", ")}`,
);
if (failed.length > 0) process.exitCode = 1;
