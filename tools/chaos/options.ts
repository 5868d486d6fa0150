import { parseArgs } from "node:util";

export type Options = {
  /** Decides the plan of faults and what each donor does; timing stays the machine's own. */
  readonly seed: number;
  readonly donations: number;
  readonly faults: number;
  /** Donors who are on their way at the same time. */
  readonly donorsAtOnce: number;
};

/** What the person typed cannot be run; the message says what can. */
export class OptionsError extends Error {
  override readonly name = "OptionsError";
}

const USAGE = "pnpm chaos [--quick] [--seed <n>] [--donations <n>] [--faults <n>]";
const SEED_DEFAULT = 1;
const DONORS_AT_ONCE = 24;
const QUICK = { donations: 300, faults: 12 } as const;
const FULL = { donations: 10_000, faults: 200 } as const;

export function readOptions(given: readonly string[]): Options {
  const { quick, ...typed } = parse(given.filter((argument) => argument !== "--"));
  const size = quick === true ? QUICK : FULL;
  return {
    seed: typed.seed === undefined ? SEED_DEFAULT : wholeNumber("--seed", typed.seed),
    donations: typed.donations === undefined ? size.donations : wholeNumber("--donations", typed.donations),
    faults: typed.faults === undefined ? size.faults : wholeNumber("--faults", typed.faults),
    donorsAtOnce: DONORS_AT_ONCE,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        quick: { type: "boolean" },
        seed: { type: "string" },
        donations: { type: "string" },
        faults: { type: "string" },
      },
    }).values;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new OptionsError(`${why}\nType: ${USAGE}`, { cause });
  }
}

function wholeNumber(option: string, text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new OptionsError(
    `${option} must be a whole number below ten million, not "${text}".\nType: ${USAGE}`,
  );
}
