import { expect, test } from "vitest";
import { runModel } from "./run-model.ts";

const FIXED_SEED = 20_261_121;
const RUNS = Number(process.env["MODEL_RUNS"] ?? 8);
const COMMANDS_MAX = Number(process.env["MODEL_COMMANDS"] ?? 150);
const given = process.env["MODEL_SEED"];
const LONG = { timeout: 24 * 3_600_000 };

const SEED = Number(process.env["S"] ?? FIXED_SEED);
const play = (seed: number) => runModel({ runs: RUNS, commandsMax: COMMANDS_MAX, seed, timeLimitMs: 100_000 });

test.runIf(given === undefined)(`the fixed story`, LONG, async () => {
  const t = performance.now();
  const ran = await play(SEED);
  console.log(ran, [...ran.values()].reduce((a, b) => a + b, 0), performance.now() - t);
  expect(ran.size).toBeGreaterThan(RUNS);
});
