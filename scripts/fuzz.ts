import { randomInt } from "node:crypto";
import { fuzzOptionsOf } from "./fuzz/options.ts";
import { GENERATE } from "./parts/checks.ts";
import { runPart } from "./parts/run-part.ts";
import { stopPartsOnSignals } from "./parts/stop.ts";
import { tell } from "./parts/tell.ts";
import { BUILD } from "./parts/tests.ts";
import { explain } from "./platform/start-error.ts";

// `pnpm fuzz`: as much rubbish over real HTTP against the production build as one likes (docs/testing.md).

const HOUR_MS = 3_600_000;
const LONGEST_MS = 8 * HOUR_MS;
const SEED_END = 2 ** 31;

async function run(): Promise<0 | 1> {
  const { runs, seed } = fuzzOptionsOf(process.argv.slice(2), () => randomInt(SEED_END));
  console.log(`${runs} volleys of each kind, seed ${seed}`);
  for (const part of [GENERATE, BUILD]) {
    const made = await runPart(part, "quiet");
    if (made.outcome === "passed") continue;
    tell(made);
    return 1;
  }
  const played = await runPart(
    {
      name: "fuzz",
      program: "playwright",
      args: ["test", "--project=fire", "--global-timeout", `${LONGEST_MS}`, "fire/fuzz.spec.ts"],
      env: { FUZZ_RUNS: `${runs}`, FUZZ_SEED: `${seed}` },
      timeoutMs: LONGEST_MS,
    },
    "live",
  );
  return played.outcome === "passed" ? 0 : 1;
}

stopPartsOnSignals();
try {
  process.exitCode = await run();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
