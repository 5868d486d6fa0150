import { plantAttempts } from "../plant/attempts.ts";
import { plantCampaigns } from "../plant/campaigns.ts";
import { shuffled } from "@careforall/world";
import { rounded } from "../statistics/statistics.ts";
import type { BenchRun } from "./bench-run.ts";
import { capture } from "./capture.ts";
import { capturesPerS } from "./captures.ts";
import { verbContext } from "./verb-context.ts";

/** Connections to PostgreSQL that one process may have. */
const POOL_SIZES = [2, 5, 10, 20] as const;
const ROUNDS = 3;
/** Uncounted. */
const WARM_UP_ROUNDS = 1;
const CAMPAIGNS = 200;
const DIGITS = 3;

export type PoolRounds = ReadonlyMap<number, readonly number[]>;

/** Captures per second through the verb with pools of different sizes, in turns; 24 callers each time. */
export async function measurePools(run: BenchRun): Promise<PoolRounds> {
  const { world, options, random, signal, undo } = run;
  const url = await world.cluster.createDatabase("bench_pools");
  const sides = POOL_SIZES.map((size) => ({
    size,
    ctx: verbContext(url, undo, size),
    rounds: [] as number[],
  }));
  const [planting] = sides;
  if (planting === undefined) throw new Error("there are sizes");
  const { pool } = planting.ctx.db;
  const campaigns = await plantCampaigns(pool, "bench-pools", CAMPAIGNS);
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    for (const { size, ctx, rounds } of shuffled(sides, random)) {
      const { capturesPerRound } = options.scale;
      const attempts = await plantAttempts(pool, campaigns, `pool-${size}-${round}`, capturesPerRound);
      const perS = await capturesPerS((attempt) => capture(ctx, attempt), attempts, signal);
      if (round >= WARM_UP_ROUNDS) rounds.push(rounded(perS, DIGITS));
    }
  }
  return new Map(sides.map(({ size, rounds }) => [size, rounds]));
}
