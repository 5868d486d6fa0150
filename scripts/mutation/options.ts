import { parseArgs } from "node:util";
import { StartError } from "../platform/start-error.ts";

const USAGE = `pnpm mutate                every slice of packages/domain; minutes
pnpm mutate money ledger   these slices alone
pnpm mutate --workers 1    how many copies are tested at once, 1 to 8 (2)`;

const WORKERS_MAX = 8;

export type MutateOptions = {
  /** Folders of packages/domain/src; empty means all of them. */
  readonly slices: readonly string[];
  /** Null leaves it to stryker.config.mjs. */
  readonly workers: number | null;
};

/** What the person wants mutated. `known` are the slices that there are. Throws StartError with the usage. */
export function mutateOptionsOf(args: readonly string[], known: readonly string[]): MutateOptions {
  const wrong = (problem: string) => new StartError(`${problem}\n${USAGE}`);
  const { values, positionals } = parse(args, wrong);
  const strange = positionals.filter((slice) => !known.includes(slice));
  if (strange.length > 0) throw wrong(`No such slice: ${strange.join(", ")}. There are ${known.join(", ")}.`);
  const workers = values.workers === undefined ? null : Number(values.workers);
  if (workers !== null && !(Number.isInteger(workers) && workers >= 1 && workers <= WORKERS_MAX)) {
    throw wrong(`--workers is a number from 1 to ${WORKERS_MAX}`);
  }
  return { slices: positionals, workers };
}

function parse(args: readonly string[], wrong: (problem: string) => StartError) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { workers: { type: "string" } },
    });
  } catch {
    throw wrong(`This is not understood: ${args.join(" ")}`);
  }
}

/** The same for Stryker's command line. */
export const strykerArgs = ({ slices, workers }: MutateOptions): string[] => [
  "run",
  ...(workers === null ? [] : ["--concurrency", `${workers}`]),
  ...(slices.length === 0
    ? []
    : ["--mutate", [...slices.map((slice) => `packages/domain/src/${slice}/**/*.ts`), NO_TESTS].join(",")]),
];

const NO_TESTS = "!packages/domain/src/**/*.test.ts";
