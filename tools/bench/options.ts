import { parseArgs } from "node:util";

export const MEASURES = [
  "totals",
  "pledge",
  "webhook",
  "captures",
  "pools",
  "delay",
  "burst",
  "growth",
  "click",
] as const;
export type Measure = (typeof MEASURES)[number];

/** What can be profiled: the web process under one of its loads, or the worker while gifts come in. */
export const PROFILED = ["totals", "pledge", "webhook", "worker"] as const;
export type Profiled = (typeof PROFILED)[number];

/** How long and how often; everything else is the same in a quick run and a full one. */
export type Scale = {
  readonly name: "quick" | "full";
  /** Rounds per side; odd, so that the median is a round that happened. */
  readonly rounds: number;
  readonly roundMs: number;
  /** Per side, before the first round, uncounted: compilers and caches get warm. */
  readonly warmUpMs: number;
  readonly capturesPerRound: number;
  /** Captures per second while the delay to the public total is measured. */
  readonly delayRate: number;
  readonly delayMs: number;
  /** Captures at once, until all are public, and how often. */
  readonly burst: number;
  readonly burstRounds: number;
  /** Gifts in the small database and in the large one. */
  readonly growthGifts: readonly [small: number, large: number];
  /** Further gifts that each of them takes in a round. */
  readonly growthPerRound: number;
  /** Whole gifts in a browser. */
  readonly clicks: number;
};

const QUICK: Scale = {
  name: "quick",
  rounds: 5,
  roundMs: 800,
  warmUpMs: 800,
  capturesPerRound: 400,
  delayRate: 50,
  delayMs: 10_000,
  burst: 20,
  burstRounds: 3,
  growthGifts: [1_000, 20_000],
  growthPerRound: 100,
  clicks: 3,
};

const FULL: Scale = {
  name: "full",
  rounds: 9,
  roundMs: 4_000,
  warmUpMs: 4_000,
  capturesPerRound: 2_000,
  delayRate: 100,
  delayMs: 30_000,
  burst: 100,
  burstRounds: 5,
  growthGifts: [10_000, 1_000_000],
  growthPerRound: 400,
  clicks: 15,
};

export type Options = {
  readonly scale: Scale;
  /** Chooses the order of sides within rounds, the amounts and the keys. */
  readonly seed: number;
  /** Only these; a partial run prints and writes no report. */
  readonly only: readonly Measure[] | null;
  /** Profile a process under one load instead of measuring. */
  readonly profile: Profiled | null;
};

/** What the person typed cannot be run; the message says what can. */
export class OptionsError extends Error {
  override readonly name = "OptionsError";
}

const USAGE = `pnpm bench [--quick] [--seed <whole number>] [--only ${MEASURES.join(",")}] [--profile ${PROFILED.join("|")}]`;

const SEED_DEFAULT = 1;

export function readOptions(given: readonly string[]): Options {
  const { quick, seed, only, profile } = parse(given.filter((argument) => argument !== "--"));
  return {
    scale: quick === true ? QUICK : FULL,
    seed: seed === undefined ? SEED_DEFAULT : seedOf(seed),
    only: only === undefined ? null : only.split(",").map((name) => oneOf(MEASURES, name, "--only")),
    profile: profile === undefined ? null : oneOf(PROFILED, profile, "--profile"),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        quick: { type: "boolean" },
        seed: { type: "string" },
        only: { type: "string" },
        profile: { type: "string" },
      },
    }).values;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new OptionsError(`${why}\nType: ${USAGE}`, { cause });
  }
}

function seedOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new OptionsError(`--seed must be a whole number below a thousand million.\nType: ${USAGE}`);
  }
  return Number(text);
}

function oneOf<T extends string>(known: readonly T[], name: string, option: string): T {
  const found = known.find((one) => one === name);
  if (found === undefined)
    throw new OptionsError(`${option} knows ${known.join(", ")}, not "${name}".\nType: ${USAGE}`);
  return found;
}
