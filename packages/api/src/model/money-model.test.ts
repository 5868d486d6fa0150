import { expect, test } from "vitest";
import { COMMAND_NAMES, type ModelRun, runModel } from "./run-model.ts";

// `pnpm model` sets the length and the seed; see docs/testing.md.

const MINUTE_MS = 60_000;
const FIXED_SEED = 20_261_122;
const SHORT = { runs: 10, commandsMax: 150, shrinkMs: MINUTE_MS };
/** Each run of the tests tries a few stories that nobody has tried; `pnpm model` tries many. */
const NEW_RUNS = 4;

const HOURS_MAX_MS = 8 * 60 * MINUTE_MS;

type Story = { readonly what: string; readonly play: ModelRun; readonly playsAll: boolean };

const SHORT_FORM: readonly Story[] = [
  {
    what: `in the stories of seed ${FIXED_SEED}, in which every command plays`,
    play: { ...SHORT, seed: FIXED_SEED },
    playsAll: true,
  },
  {
    what: "in new stories, whose seed is printed when one fails",
    play: { ...SHORT, runs: NEW_RUNS, seed: null },
    playsAll: false,
  },
];

function longForm(runs: string): readonly Story[] {
  const { MODEL_SEED } = process.env;
  const seed = MODEL_SEED === undefined ? null : Number(MODEL_SEED);
  return [
    {
      what: `in ${runs} stories`,
      play: { ...SHORT, runs: Number(runs), seed, shrinkMs: 10 * MINUTE_MS },
      playsAll: false,
    },
  ];
}

const { MODEL_RUNS } = process.env;
const stories = MODEL_RUNS === undefined ? SHORT_FORM : longForm(MODEL_RUNS);

test.each(stories)(
  "database, ledger, totals and answers are what the model says $what",
  { timeout: HOURS_MAX_MS },
  async ({ play, playsAll }) => {
    const ran = await runModel(play);
    expect(COMMAND_NAMES.filter((name) => playsAll && !ran.has(name))).toEqual([]);
  },
);
