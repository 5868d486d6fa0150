import { parseArgs } from "node:util";
import { StartError } from "../platform/start-error.ts";

const USAGE = `pnpm fuzz                        sends a few minutes of rubbish to every address that takes something
pnpm fuzz --runs 2000 --seed 7   so many volleys for each kind of it, and those of this seed`;

const RUNS = 500;
/** fast-check's seeds are 32 bits. */
const SEED_DIGITS_MAX = 10;

export type FuzzOptions = { readonly runs: number; readonly seed: number };

/** Without a seed a new one is drawn, which the caller prints. Throws StartError with the usage. */
export function fuzzOptionsOf(args: readonly string[], drawSeed: () => number): FuzzOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { runs: { type: "string" }, seed: { type: "string" } },
    });
    const runs = values.runs === undefined ? RUNS : wholeNumber(values.runs);
    if (runs < 1) throw new Error("no runs");
    return { runs, seed: values.seed === undefined ? drawSeed() : wholeNumber(values.seed) };
  } catch {
    throw new StartError(`This is not understood: ${args.join(" ")}\n${USAGE}`);
  }
}

/** fast-check prints negative seeds too. */
function wholeNumber(text: string): number {
  if (!/^-?\d+$/.test(text) || text.length > SEED_DIGITS_MAX + 1) throw new Error("no number");
  return Number(text);
}
