import { oneOf, readTyped, wholeNumber } from "@careforall/world";

export const MEASURES = [
  "totals",
  "pledge",
  "webhook",
  "sign_ins",
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

const USAGE = `pnpm bench [--quick] [--seed <whole number>] [--only ${MEASURES.join(",")}] [--profile ${PROFILED.join("|")}]`;

const SEED_DEFAULT = 1;

export function readOptions(given: readonly string[]): Options {
  const { quick, seed, only, profile } = readTyped(
    given,
    {
      quick: { type: "boolean" },
      seed: { type: "string" },
      only: { type: "string" },
      profile: { type: "string" },
    },
    USAGE,
  );
  return {
    scale: quick === true ? QUICK : FULL,
    seed: seed === undefined ? SEED_DEFAULT : wholeNumber("--seed", seed, USAGE),
    only: only === undefined ? null : only.split(",").map((name) => oneOf(MEASURES, name, "--only", USAGE)),
    profile: profile === undefined ? null : oneOf(PROFILED, profile, "--profile", USAGE),
  };
}
