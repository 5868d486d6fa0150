import type { Context } from "@careforall/api/context";
import { settleConsumers } from "@careforall/api/outbox";
import { createPledge } from "@careforall/api/pledge";
import { randomBytes } from "node:crypto";
import { plantAttempts } from "../plant/attempts.ts";
import type { PlantedCampaign } from "../plant/campaigns.ts";
import { plantGrown } from "../plant/grown.ts";
import { shuffled } from "@careforall/world";
import { rounded } from "../statistics/statistics.ts";
import type { BenchRun } from "./bench-run.ts";
import { capture } from "./capture.ts";
import { verbContext } from "./verb-context.ts";

const IN_FLIGHT = 8;
/** Uncounted: caches of a database that was just planted. */
const WARM_UP_ROUNDS = 2;
/** Random bytes of a key. */
const KEY_BYTES = 16;
const DIGITS = 3;

/** Milliseconds of a gift, each round, in a database with few gifts and in one with many. */
export type GrowthRounds = {
  readonly smallGifts: number;
  readonly largeGifts: number;
  readonly small: readonly number[];
  readonly large: readonly number[];
};

/**
 * What a gift costs (promise, capture, relay and all consumers, in this process; no mail) where few gifts are and where
 * many are, in turns: what grows with the book would show here.
 */
export async function measureGrowth(run: BenchRun): Promise<GrowthRounds> {
  const { options, random, signal } = run;
  const { growthGifts, growthPerRound, rounds } = options.scale;
  const [smallGifts, largeGifts] = growthGifts;
  const small = await openGrown(run, "bench_growth_small", smallGifts);
  const large = await openGrown(run, "bench_growth_large", largeGifts);
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
    for (const { ctx, campaigns, costs } of shuffled([small, large], random)) {
      signal.throwIfAborted();
      const ms = await giveOften(ctx, campaigns, growthPerRound, `growth-${round}`);
      if (round >= WARM_UP_ROUNDS) costs.push(rounded(ms / growthPerRound, DIGITS));
    }
  }
  return { smallGifts, largeGifts, small: small.costs, large: large.costs };
}

async function openGrown({ world, undo, signal }: BenchRun, database: string, gifts: number) {
  const url = await world.cluster.createDatabase(database);
  const campaigns = await plantGrown(url, gifts, signal);
  return { ctx: { ...verbContext(url, undo), isMuted: true }, campaigns, costs: [] as number[] };
}

/** Milliseconds of so many promises and as many captures, with all that follows. */
async function giveOften(
  ctx: Context,
  campaigns: readonly PlantedCampaign[],
  count: number,
  batch: string,
): Promise<number> {
  const attempts = await plantAttempts(ctx.db.pool, campaigns, batch, count);
  const startedAt = performance.now();
  await inTurns(attempts, async ({ campaignId }) => {
    const slug = campaigns.find(({ id }) => id === campaignId)?.slug ?? "";
    const key = randomBytes(KEY_BYTES).toString("base64url");
    await createPledge({ ...ctx }, promiseTo(slug, key), { scope: "bench:pledge.create", key });
  });
  await inTurns(attempts, (attempt) => capture(ctx, attempt));
  await settleConsumers(ctx);
  return performance.now() - startedAt;
}

const promiseTo = (campaignSlug: string, key: string) =>
  ({
    campaignSlug,
    giftMinor: "50000",
    currency: "BDT",
    donorEmail: `${key.toLowerCase()}@example.org`,
    donorName: "Salma Khatun",
    method: "bkash",
  }) as const;

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const takeTurns = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, takeTurns));
}
