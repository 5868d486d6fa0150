import { randomInt } from "node:crypto";
import { fuzzOptionsOf } from "./fuzz/options.ts";
import { GENERATE } from "./parts/checks.ts";
import { playPart } from "./parts/play-part.ts";
import { BUILD } from "./parts/tests.ts";

// `pnpm fuzz`: as much rubbish over real HTTP against the production build as one likes (docs/testing.md).

const HOUR_MS = 3_600_000;
const LONGEST_MS = 8 * HOUR_MS;
const SEED_END = 2 ** 31;

await playPart([GENERATE, BUILD], () => {
  const { runs, seed } = fuzzOptionsOf(process.argv.slice(2), () => randomInt(SEED_END));
  console.log(`${runs} volleys of each kind, seed ${seed}`);
  return {
    name: "fuzz",
    program: "playwright",
    args: ["test", "--project=fire", "--global-timeout", `${LONGEST_MS}`, "fire/fuzz-"],
    env: { FUZZ_RUNS: `${runs}`, FUZZ_SEED: `${seed}` },
    timeoutMs: LONGEST_MS,
  };
});
