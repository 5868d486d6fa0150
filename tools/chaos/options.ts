import { KILL_POINTS, type KillPoint } from "@careforall/db/kill-point";
import { oneOf, OptionsError, readTyped, wholeNumber } from "@careforall/world";
import { FAULT_KINDS, type FaultKind } from "./plan/faults.ts";
import { PASSES, type PassName } from "./plan/passes.ts";

/** How much a pass does; two passes of one run are of the same size. */
export type Size = {
  /** Decides the plan of faults and what each donor does; timing stays the machine's own. */
  readonly seed: number;
  /** At least: more come while faults of the plan are left. */
  readonly donations: number;
  /** So many, drawn from the seed; or these. */
  readonly faults: number | readonly FaultKind[];
  /** Which of the named kill points are struck, or how many of them; all unless somebody is in a hurry. */
  readonly killPoints: number | readonly KillPoint[];
  /** Donors who are on their way at the same time. */
  readonly donorsAtOnce: number;
  /** Everything must come to an end within this, instead of the pass's own limit; for whoever expects that it does not. */
  readonly settleLimitMs: number | null;
};

export type Options =
  | {
      readonly what: "passes";
      readonly passes: readonly PassName[];
      readonly size: Size;
      /** Where the report goes instead of reports/chaos.json, below the root. */
      readonly report: string | null;
    }
  | {
      readonly what: "mutants";
      readonly only: readonly string[] | null;
      /** Runs under fire instead of tests. */
      readonly isUnderFire: boolean;
    }
  | { readonly what: "stops"; readonly rounds: number; readonly report: string | null };

const USAGE = `pnpm chaos [--quick] [--pass a|b|both] [--seed <n>] [--donations <n>] [--faults <n>|<kind>,<kind>] [--kill-points <n>|<name>,<name>] [--settle <seconds>] [--report <file>]
      pnpm chaos --mutants [--under-fire] [--only <name>,<name>]
      pnpm chaos --stops [--rounds <n>] [--report <file>]`;
const SEED_DEFAULT = 1;
const DONORS_AT_ONCE = 24;
const MS_PER_S = 1_000;
const STOP_ROUNDS = 20;
const QUICK = { donations: 100, faults: 8, killPoints: 8 } as const;
/** More points than there will be names: every one of them. */
const FULL = { donations: 10_000, faults: 200, killPoints: 1_000 } as const;

export function readOptions(given: readonly string[]): Options {
  const typed = readTyped(
    given,
    {
      quick: { type: "boolean" },
      pass: { type: "string" },
      seed: { type: "string" },
      donations: { type: "string" },
      faults: { type: "string" },
      "kill-points": { type: "string" },
      settle: { type: "string" },
      mutants: { type: "boolean" },
      "under-fire": { type: "boolean" },
      only: { type: "string" },
      stops: { type: "boolean" },
      rounds: { type: "string" },
      report: { type: "string" },
    },
    USAGE,
  );
  const number = (option: string, text: string | undefined, otherwise: number): number =>
    text === undefined ? otherwise : wholeNumber(`--${option}`, text, USAGE);
  const { quick, pass = "both", mutants, only, stops, rounds, report, ...sized } = typed;
  if (mutants === true && stops === true) throw new OptionsError(`One thing at a time.\nType: ${USAGE}`);
  if (typed["under-fire"] === true && mutants !== true)
    throw new OptionsError(`--under-fire is a way to try --mutants.\nType: ${USAGE}`);
  if (mutants === true)
    return { what: "mutants", only: only?.split(",") ?? null, isUnderFire: typed["under-fire"] === true };
  if (stops === true)
    return { what: "stops", rounds: number("rounds", rounds, STOP_ROUNDS), report: report ?? null };
  const size = quick === true ? QUICK : FULL;
  return {
    what: "passes",
    report: report ?? null,
    passes: pass === "both" ? PASSES : [oneOf(PASSES, pass, "--pass", USAGE)],
    size: {
      seed: number("seed", sized.seed, SEED_DEFAULT),
      donations: number("donations", sized.donations, size.donations),
      faults: manyOf(FAULT_KINDS, "--faults", sized.faults, size.faults),
      killPoints: manyOf(KILL_POINTS, "--kill-points", sized["kill-points"], size.killPoints),
      donorsAtOnce: DONORS_AT_ONCE,
      settleLimitMs:
        sized.settle === undefined ? null : wholeNumber("--settle", sized.settle, USAGE) * MS_PER_S,
    },
  };
}

/** A number, or names out of a list, of which each may come more than once. */
function manyOf<T extends string>(
  known: readonly T[],
  option: string,
  text: string | undefined,
  otherwise: number,
): number | readonly T[] {
  if (text === undefined) return otherwise;
  if (/^\d+$/.test(text)) return wholeNumber(option, text, USAGE);
  return text.split(",").map((name) => oneOf(known, name, option, USAGE));
}
