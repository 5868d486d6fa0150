import { modelOptionsOf } from "./model/options.ts";
import { GENERATE } from "./parts/checks.ts";
import { runPart } from "./parts/run-part.ts";
import { stopPartsOnSignals } from "./parts/stop.ts";
import { tell } from "./parts/tell.ts";
import { explain } from "./platform/start-error.ts";

// `pnpm model`: as many random stories against the product and a model of its money as one likes (docs/testing.md).

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const STORIES = "packages/api/src/model/money-model.test.ts";

async function run(): Promise<0 | 1> {
  const { runs, seed } = modelOptionsOf(process.argv.slice(2));
  const generated = await runPart(GENERATE, "quiet");
  if (generated.outcome !== "passed") {
    tell(generated);
    return 1;
  }
  const played = await runPart(
    {
      name: "model",
      program: "vitest",
      args: ["run", "--project", "database", STORIES],
      env: { MODEL_RUNS: `${runs}`, ...(seed === null ? {} : { MODEL_SEED: `${seed}` }) },
      timeoutMs: 8 * HOUR_MS,
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
