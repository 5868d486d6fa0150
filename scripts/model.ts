import { modelOptionsOf } from "./model/options.ts";
import { GENERATE } from "./parts/checks.ts";
import { playPart } from "./parts/play-part.ts";

// `pnpm model`: as many random stories against the product and a model of its money as one likes (docs/testing.md).

const HOUR_MS = 3_600_000;
const STORIES = "packages/api/src/model/money-model.test.ts";

await playPart([GENERATE], () => {
  const { runs, seed } = modelOptionsOf(process.argv.slice(2));
  return {
    name: "model",
    program: "vitest",
    args: ["run", "--project", "database", STORIES],
    env: { MODEL_RUNS: `${runs}`, ...(seed === null ? {} : { MODEL_SEED: `${seed}` }) },
    timeoutMs: 8 * HOUR_MS,
  };
});
