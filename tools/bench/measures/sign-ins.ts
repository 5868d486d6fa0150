import { shuffled } from "@careforall/world";
import { loadHttp } from "../load/http-load.ts";
import { startCrowdBeside } from "../load/crowd-beside.ts";
import { signIn } from "../load/sign-in-crowd.ts";
import { createPledges } from "../load/targets.ts";
import { rounded } from "../statistics/statistics.ts";
import type { BenchRun } from "./bench-run.ts";
import type { HttpStage } from "./http-stage.ts";

const PEOPLE = 200;
const DIGITS = 3;
/** A crowd comes as a burst: a round shows what follows it, too. */
const ROUND_MIN_MS = 10_000;
const ROUNDS = 3;

/** Promises per second of each round: alone, and while so many people try to sign in at once. */
export type SignInRounds = {
  readonly alone: readonly number[];
  readonly crowded: readonly number[];
  /** The longest of a hundredth of the promises, each round. */
  readonly p99Ms: { readonly alone: readonly number[]; readonly crowded: readonly number[] };
  /** Sign-ins that were judged, and that were sent away because too many waited. */
  readonly judged: number;
  readonly sentAway: number;
};

/** The limits are as good as off here: every try that finds a place in the queue costs a hash. */
export async function measureSignIns(run: BenchRun, { open }: HttpStage): Promise<SignInRounds> {
  const { world, options, random, signal } = run;
  const { roundMs } = options.scale;
  const target = createPledges(`${world.webUrl}/api/v1/pledges`, {
    slug: open.slug,
    seed: options.seed,
    side: "sign-ins",
    random,
  });
  const perS = { alone: [] as number[], crowded: [] as number[] };
  const p99Ms = { alone: [] as number[], crowded: [] as number[] };
  const tries = { judged: 0, sentAway: 0 };
  // A process loads the code of a form when it is sent for the first time.
  await signIn(world.webUrl, 0, signal);
  // The first round of each is a warm-up.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const side of shuffled(["alone", "crowded"] as const, random)) {
      const crowd = side === "crowded" ? startCrowdBeside(world.webUrl, PEOPLE) : null;
      const result = await loadHttp(target, Math.max(roundMs, ROUND_MIN_MS), signal);
      const counted = (await crowd?.stop()) ?? { judged: 0, sentAway: 0 };
      if (round === 0) continue;
      perS[side].push(rounded(result.requestsPerS, DIGITS));
      p99Ms[side].push(rounded(result.p99Ms, DIGITS));
      tries.judged += counted.judged;
      tries.sentAway += counted.sentAway;
    }
  }
  return { ...perS, p99Ms, ...tries };
}
