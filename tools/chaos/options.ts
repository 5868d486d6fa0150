import { KILL_POINTS, type KillPoint } from "@careforall/db/kill-point";
import { oneOf, OptionsError, readTyped, wholeNumber } from "@careforall/world";
import { PASSES, type PassName } from "./plan/passes.ts";

/** How much a pass does; two passes of one run are of the same size. */
export type Size = {
  /** Decides the plan of faults and what each donor does; timing stays the machine's own. */
  readonly seed: number;
  /** At least: more come while faults of the plan are left. */
  readonly donations: number;
  readonly faults: number;
  /** Which of the named kill points are struck, or how many of them; all unless somebody is in a hurry. */
  readonly killPoints: number | readonly KillPoint[];
  /** Donors who are on their way at the same time. */
  readonly donorsAtOnce: number;
};

export type Options =
  | {
      readonly what: "passes";
      readonly passes: readonly PassName[];
      readonly size: Size;
      /** Where the report goes instead of reports/chaos.json, below the root. */
      readonly report: string | null;
    }
  | { readonly what: "mutants"; readonly only: readonly string[] | null }
  | { readonly what: "stops"; readonly rounds: number };

const USAGE = `pnpm chaos [--quick] [--pass a|b|both] [--seed <n>] [--donations <n>] [--faults <n>] [--kill-points <n>|<name>,<name>] [--report <file>]
      pnpm chaos --mutants [--only <name>,<name>]
      pnpm chaos --stops [--rounds <n>]`;
const SEED_DEFAULT = 1;
const DONORS_AT_ONCE = 24;
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
      mutants: { type: "boolean" },
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
  if (mutants === true) return { what: "mutants", only: only?.split(",") ?? null };
  if (stops === true) return { what: "stops", rounds: number("rounds", rounds, STOP_ROUNDS) };
  const size = quick === true ? QUICK : FULL;
  return {
    what: "passes",
    report: report ?? null,
    passes: pass === "both" ? PASSES : [oneOf(PASSES, pass, "--pass", USAGE)],
    size: {
      seed: number("seed", sized.seed, SEED_DEFAULT),
      donations: number("donations", sized.donations, size.donations),
      faults: number("faults", sized.faults, size.faults),
      killPoints: pointsOf(sized["kill-points"], size.killPoints),
      donorsAtOnce: DONORS_AT_ONCE,
    },
  };
}

function pointsOf(text: string | undefined, otherwise: number): Size["killPoints"] {
  if (text === undefined) return otherwise;
  if (/^\d+$/.test(text)) return wholeNumber("--kill-points", text, USAGE);
  return text.split(",").map((name) => oneOf(KILL_POINTS, name, "--kill-points", USAGE));
}
