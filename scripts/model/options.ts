import { parseArgs } from "node:util";
import { StartError } from "../platform/start-error.ts";

const USAGE = `pnpm model                       plays 100 stories against the product and a model of its money
pnpm model --runs 500 --seed 7   so many, and those of this seed`;

const RUNS = 100;
/** fast-check's seeds are 32 bits. */
const SEED_DIGITS_MAX = 10;

export type ModelOptions = { readonly runs: number; readonly seed: number | null };

/** Throws StartError with the usage. */
export function modelOptionsOf(args: readonly string[]): ModelOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { runs: { type: "string" }, seed: { type: "string" } },
    });
    const runs = values.runs === undefined ? RUNS : wholeNumber(values.runs);
    if (runs < 1) throw new Error("no runs");
    return { runs, seed: values.seed === undefined ? null : wholeNumber(values.seed) };
  } catch {
    throw new StartError(`This is not understood: ${args.join(" ")}\n${USAGE}`);
  }
}

/** fast-check prints negative seeds too. */
function wholeNumber(text: string): number {
  if (!/^-?\d+$/.test(text) || text.length > SEED_DIGITS_MAX + 1) throw new Error("no number");
  return Number(text);
}
