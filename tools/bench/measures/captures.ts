import type { Context } from "@careforall/api/context";
import { plantAttempts, type PlantedAttempt } from "../plant/attempts.ts";
import { plantCampaigns } from "../plant/campaigns.ts";
import { plantTotals } from "../plant/totals.ts";
import { withTotalInside } from "../rivals/total-in-capture.ts";
import { shuffled } from "@careforall/world";
import { rounded } from "../statistics/statistics.ts";
import type { BenchRun } from "./bench-run.ts";
import { capture } from "./capture.ts";
import { verbContext } from "./verb-context.ts";

/** More than the largest pool that is measured. */
const IN_FLIGHT = 24;
/** Uncounted, while the compiler and the new tables get warm. */
const WARM_UP_ROUNDS = 2;
const CAMPAIGNS = 200;
const DIGITS = 3;

/** To one campaign or to many; with the product's design, or with the total updated inside the capture. */
const SIDES = ["hot", "many", "hot_in_capture", "many_in_capture"] as const;
type Side = (typeof SIDES)[number];

export type CaptureRounds = Readonly<Record<Side, number[]>> & { readonly count: number };

/**
 * Captures per second through the verb, all to one campaign and spread over many, in turns. The total of a campaign is
 * not touched by a capture, so a famous campaign should be as quick as any; with the total inside it is not.
 */
export async function measureCaptures(run: BenchRun): Promise<CaptureRounds> {
  const { world, options, random, signal, undo } = run;
  const url = await world.cluster.createDatabase("bench_captures");
  const ctx = verbContext(url, undo);
  const { pool } = ctx.db;
  const { rounds, capturesPerRound } = options.scale;
  const [hot, ...many] = await plantCampaigns(pool, "bench-captures", CAMPAIGNS + 1);
  if (hot === undefined) throw new Error("campaigns were planted");
  await plantTotals(pool, [hot, ...many]);
  const measured: Record<Side, number[]> = { hot: [], many: [], hot_in_capture: [], many_in_capture: [] };
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
    for (const side of shuffled(SIDES, random)) {
      const campaigns = side.startsWith("hot") ? [hot] : many;
      const attempts = await plantAttempts(pool, campaigns, `${side}-${round}`, capturesPerRound);
      const take = side.endsWith("in_capture")
        ? (attempt: PlantedAttempt) => capture(withTotalInside(ctx, attempt), attempt)
        : (attempt: PlantedAttempt) => capture(ctx, attempt);
      const perS = await capturesPerS(take, attempts, signal);
      if (round >= WARM_UP_ROUNDS) measured[side].push(rounded(perS, DIGITS));
    }
  }
  const count = SIDES.length * (WARM_UP_ROUNDS + rounds) * capturesPerRound;
  await checkCaptured(ctx, count);
  return { ...measured, count };
}

/** With more in flight than a pool has connections, so that no pool is ever idle. */
export async function capturesPerS(
  take: (attempt: PlantedAttempt) => Promise<void>,
  attempts: readonly PlantedAttempt[],
  signal: AbortSignal,
): Promise<number> {
  const queue = attempts.values();
  const takeTurns = async (): Promise<void> => {
    for (const attempt of queue) {
      signal.throwIfAborted();
      await take(attempt);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: IN_FLIGHT }, takeTurns));
  return (attempts.length * 1_000) / (performance.now() - startedAt);
}

async function checkCaptured({ db }: Context, expected: number): Promise<void> {
  const { rows } = await db.pool.query<{ captured: number; posted: number }>(
    `select (select count(*)::int from payment where rank = 40) as captured,
            (select count(*)::int from ledger_posting where kind = 'capture') as posted`,
  );
  const [found] = rows;
  if (found?.captured !== expected || found.posted !== expected)
    throw new Error(`${expected} captures, but ${found?.captured} payments and ${found?.posted} postings`);
}
