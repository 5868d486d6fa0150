import { CHECKS, GENERATE, runLanes } from "./parts/checks.ts";
import { type Counts, NOTHING, addCounts, summaryOf } from "./parts/counts.ts";
import { type Part, type PartResult, runPart, type Voice } from "./parts/run-part.ts";
import { stopPartsOnSignals } from "./parts/stop.ts";
import { lineOf, tell } from "./parts/tell.ts";
import { BUILD, END_TO_END, ONE_FAILED, type TestPart, UNDER_FIRE, VITEST, runTests } from "./parts/tests.ts";

// `pnpm test`: everything, from a fresh clone: the checks, all tests, the production build and the browser.

const MS_PER_S = 1_000;
const startedAt = performance.now();
const results: PartResult[] = [];
let counts: Counts = NOTHING;

/** Checks and builds are not tests: when they pass they count for nothing, when they fail they count as one. */
function take(result: PartResult): boolean {
  results.push(result);
  if (result.outcome !== "passed") counts = addCounts(counts, ONE_FAILED);
  return result.outcome === "passed";
}

async function step(part: Part, voice: Voice): Promise<boolean> {
  if (voice === "live") console.log(`\n${part.name}`);
  const result = await runPart(part, voice);
  tell(result);
  return take(result);
}

async function test(part: TestPart): Promise<void> {
  console.log(`\n${part.name}`);
  const result = await runTests(part);
  results.push(result);
  counts = addCounts(counts, result.counts);
}

stopPartsOnSignals();
await step(GENERATE, "quiet");
for (const result of await runLanes(CHECKS, tell)) take(result);
await test(VITEST);
if (await step(BUILD, "live")) {
  await test(END_TO_END);
  await test(UNDER_FIRE);
} else {
  console.log("end to end and under fire: not run, there is no build to open");
  counts = addCounts(counts, ONE_FAILED);
}

console.log("");
for (const result of results) console.log(lineOf(result));
console.log(`${((performance.now() - startedAt) / MS_PER_S).toFixed(1)} s in all`);
console.log(summaryOf(counts));
if (counts.failed > 0) process.exitCode = 1;
