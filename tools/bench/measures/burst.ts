import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { plantAttempts } from "../plant/attempts.ts";
import { plantCampaigns, type PlantedCampaign } from "../plant/campaigns.ts";
import { plantTotals } from "../plant/totals.ts";
import { pollOutbox } from "../rivals/polled-outbox.ts";
import { shuffled } from "@careforall/world";
import { rounded } from "../statistics/statistics.ts";
import type { BenchRun } from "./bench-run.ts";
import { capture } from "./capture.ts";
import { verbContext } from "./verb-context.ts";

const CAMPAIGNS = 10;
/** Both sides are asked alike, this often. */
const ASK_INTERVAL_MS = 5;
/** A burst that is not public after this long is an error, not a delay. */
const PUBLIC_LIMIT_MS = 60_000;
const DIGITS = 3;

/** Gifts made public per second, each round: by the product's worker, and by an outbox that is polled. */
export type BurstRounds = { readonly product: readonly number[]; readonly polled: readonly number[] };

/**
 * So many captures at once, until the public totals include all of them. Each side has a database of its own and the
 * same verb; on one the worker of the product runs, on the other ten rows of the outbox are taken each second.
 */
export async function measureBurst(run: BenchRun): Promise<BurstRounds> {
  const { world, options, random, undo } = run;
  const { burst, burstRounds } = options.scale;
  const product = await openSide(run, "bench_burst_product");
  const polled = await openSide(run, "bench_burst_polled");
  const simulator = await world.start("simulator", product.url); // it takes the worker's mail
  const worker = await world.start("worker", product.url);
  const poller = pollOutbox(polled.ctx.db.pool, undo);
  const sides = [
    { ...product, rounds: [] as number[] },
    { ...polled, rounds: [] as number[] },
  ] as const;
  // The first round of each is a warm-up.
  for (let round = 0; round <= burstRounds; round++) {
    for (const { ctx, campaigns, rounds } of shuffled(sides, random)) {
      const attempts = await plantAttempts(ctx.db.pool, campaigns, `burst-${round}`, burst);
      const startedAt = performance.now();
      await Promise.all(attempts.map((attempt) => capture(ctx, attempt)));
      await untilPublic(ctx.db.pool, campaigns, burst * (round + 1), run.signal);
      const perS = (burst * 1_000) / (performance.now() - startedAt);
      if (round > 0) rounds.push(rounded(perS, DIGITS));
    }
  }
  await poller.stop();
  await worker.stop();
  await simulator.stop();
  return { product: sides[0].rounds, polled: sides[1].rounds };
}

async function openSide({ world, undo }: BenchRun, database: string) {
  const url = await world.cluster.createDatabase(database);
  const ctx = verbContext(url, undo);
  const campaigns = await plantCampaigns(ctx.db.pool, "bench-burst", CAMPAIGNS);
  await plantTotals(ctx.db.pool, campaigns);
  return { url, ctx, campaigns };
}

async function untilPublic(
  pool: pg.Pool,
  campaigns: readonly PlantedCampaign[],
  gifts: number,
  signal: AbortSignal,
): Promise<void> {
  const end = performance.now() + PUBLIC_LIMIT_MS;
  for (;;) {
    const { rows } = await pool.query<{ gifts: number }>({
      name: "bench-gifts",
      text: "select sum(gift_count)::int as gifts from campaign_total where campaign_id = any($1::uuid[])",
      values: [campaigns.map(({ id }) => id)],
    });
    const found = rows[0]?.gifts ?? 0;
    if (found === gifts) return;
    if (found > gifts || performance.now() > end)
      throw new Error(`totals say ${found} gifts, ${gifts} were captured`);
    await sleep(ASK_INTERVAL_MS, undefined, { signal });
  }
}
