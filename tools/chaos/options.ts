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
  const typed = readTyped(given, OPTIONS, USAGE);
  if (typed.mutants && typed.stops) throw new OptionsError(`One thing at a time.\nType: ${USAGE}`);
  if (typed["under-fire"] && !typed.mutants)
    throw new OptionsError(`--under-fire is a way to try --mutants.\nType: ${USAGE}`);
  if (typed.mutants) return mutantsOf(typed);
  return typed.stops ? stopsOf(typed) : passesOf(typed);
}

const mutantsOf = ({ only, "under-fire": isUnderFire = false }: Typed): Options => ({
  what: "mutants",
  only: only?.split(",") ?? null,
  isUnderFire,
});

const stopsOf = ({ rounds, report }: Typed): Options => ({
  what: "stops",
  rounds: number("rounds", rounds, STOP_ROUNDS),
  report: report ?? null,
});

const passesOf = (typed: Typed): Options => {
  const { pass = "both", quick = false, report = null } = typed;
  return {
    what: "passes",
    report,
    passes: pass === "both" ? PASSES : [oneOf(PASSES, pass, "--pass", USAGE)],
    size: sizeOf(typed, quick ? QUICK : FULL),
  };
};

const OPTIONS = {
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
} as const;
type Typed = ReturnType<typeof readTyped<typeof OPTIONS>>;

const sizeOf = (typed: Typed, otherwise: typeof QUICK | typeof FULL): Size => ({
  seed: number("seed", typed.seed, SEED_DEFAULT),
  donations: number("donations", typed.donations, otherwise.donations),
  faults: manyOf(FAULT_KINDS, "--faults", typed.faults, otherwise.faults),
  killPoints: manyOf(KILL_POINTS, "--kill-points", typed["kill-points"], otherwise.killPoints),
  donorsAtOnce: DONORS_AT_ONCE,
  settleLimitMs: typed.settle === undefined ? null : number("settle", typed.settle, 0) * MS_PER_S,
});

const number = (option: string, text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : wholeNumber(`--${option}`, text, USAGE);

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
