import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "@careforall/api/context";
import { plantAttempts, type PlantedAttempt } from "../plant/attempts.ts";
import { plantCampaigns, type PlantedCampaign } from "../plant/campaigns.ts";
import { nowUs, cpuTimeMs } from "@careforall/world";
import type { BenchRun } from "./bench-run.ts";
import type { Running } from "../world/program.ts";
import { capture } from "./capture.ts";
import { watchTotals } from "./watch-totals.ts";
import { verbContext } from "./verb-context.ts";

/** Gifts before the measured ones, at the same rate, while worker and pools get warm. */
const WARM_UP_GIFTS = 100;
/** Every second gift goes to one famous campaign, the rest to these. */
const OTHER_CAMPAIGNS = 20;
/** The last capture may end this much behind its time; beyond, the rate was not the one that the report names. */
const BEHIND_MAX_MS = 2_000;
/** A gift that is not public after this long is an error, not a delay. */
const PUBLIC_LIMIT_MS = 30_000;

export type DelayRun = {
  readonly delays: Delays;
  readonly worker: Running;
  readonly simulator: Running;
  /** All gifts, those of the warm-up too. */
  readonly count: number;
  /** When gifts came in, on the clock of profiles. */
  readonly fromUs: number;
  readonly toUs: number;
};

export type Delays = {
  /** Milliseconds from commit to public total, one per gift. */
  readonly all: readonly number[];
  /** Where they go: from the beginning of the capture to that of the relay, and on to that of the fold. */
  readonly toRelayMs: number;
  readonly toFoldMs: number;
  /** Processor time of the worker per gift: relay, three consumers and the receipt; null where unknown. */
  readonly workerCpuMs: number | null;
};

/**
 * From the commit of a capture to the first public total that includes it, with the worker of the product between the
 * two and gifts coming in at a steady rate, whether or not earlier ones are through.
 */
export async function measureDelay(run: BenchRun, nodeFlags: readonly string[] = []): Promise<DelayRun> {
  const { world, options, signal, undo } = run;
  const { delayRate, delayMs } = options.scale;
  const url = await world.cluster.createDatabase("bench_delay");
  const ctx = verbContext(url, undo);
  const [famous, ...others] = await plantCampaigns(ctx.db.pool, "bench-delay", OTHER_CAMPAIGNS + 1);
  if (famous === undefined) throw new Error("campaigns were planted");
  const campaigns = others.flatMap((other) => [famous, other]);
  const count = WARM_UP_GIFTS + Math.round((delayRate * delayMs) / 1_000);
  const attempts = await plantAttempts(ctx.db.pool, campaigns, "delay", count);
  const watch = await watchTotals(url, ctx.db.pool, (error) => undo.fail(error));
  undo.add({ stop: () => watch.stop(), kill: () => undefined });
  const simulator = await world.start("simulator", url); // it takes the worker's mail
  const worker = await world.start("worker", url, nodeFlags);
  const cpuBefore = cpuTimeMs(worker.pid);
  const fromUs = nowUs();

  const committed = await captureSteadily(ctx, attempts, { rate: delayRate, signal, expect: watch.expect });
  const published = await watch.published(count, PUBLIC_LIMIT_MS, signal);
  const toUs = nowUs();
  const cpuAfter = cpuTimeMs(worker.pid);
  await checkTotals(ctx, [famous, ...others], attempts);
  const all = attempts.slice(WARM_UP_GIFTS).map(({ paymentId }) => {
    const [from, to] = [committed.get(paymentId), published.get(paymentId)];
    if (from === undefined || to === undefined) throw new Error(`${paymentId} was never seen`);
    return Math.max(0, to - from);
  });
  const workerCpuMs = cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / count;
  return { delays: { all, workerCpuMs, ...(await readStages(ctx)) }, worker, simulator, count, fromUs, toUs };
}

/** The worker's own times of the same gifts, in the middle of all of them. */
async function readStages({ db }: Context): Promise<Pick<Delays, "toRelayMs" | "toFoldMs">> {
  const { rows } = await db.pool.query<{ toRelayMs: number; toFoldMs: number }>(
    `select percentile_cont(0.5) within group (order by extract(epoch from o.relayed_at - o.created_at) * 1000)
              as "toRelayMs",
            percentile_cont(0.5) within group (order by extract(epoch from d.done_at - o.relayed_at) * 1000)
              as "toFoldMs"
     from outbox o join delivery d on d.event_id = o.id and d.consumer = 'totals'`,
  );
  const [stages] = rows;
  if (stages === undefined) throw new Error("no gift went through the worker");
  return stages;
}

/** Starts one capture every 1/rate seconds, and answers when each of them was committed. */
async function captureSteadily(
  ctx: Context,
  attempts: readonly PlantedAttempt[],
  options: {
    readonly rate: number;
    readonly signal: AbortSignal;
    readonly expect: (paymentId: string) => void;
  },
): Promise<ReadonlyMap<string, number>> {
  const committed = new Map<string, number>();
  const startedAt = performance.now();
  const running = attempts.map(async (attempt, i) => {
    await sleep((i * 1_000) / options.rate, undefined, { signal: options.signal });
    options.expect(attempt.paymentId);
    await capture(ctx, attempt);
    committed.set(attempt.paymentId, performance.now());
  });
  await Promise.all(running);
  const tookMs = performance.now() - startedAt;
  const plannedMs = (attempts.length * 1_000) / options.rate;
  if (tookMs > plannedMs + BEHIND_MAX_MS)
    throw new Error(
      `the machine is too busy for ${options.rate} captures/s: ${attempts.length} took ${Math.round(tookMs)} ms`,
    );
  return committed;
}

/** At the end every public total is exact: delays of wrong totals would mean nothing. */
async function checkTotals(
  { db }: Context,
  campaigns: readonly PlantedCampaign[],
  attempts: readonly PlantedAttempt[],
): Promise<void> {
  const { rows } = await db.pool.query<{ raised: string; gifts: number }>(
    `select sum(raised_minor)::text as raised, sum(gift_count)::int as gifts
     from campaign_total where campaign_id = any($1::uuid[])`,
    [campaigns.map(({ id }) => id)],
  );
  const raised = attempts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const [found] = rows;
  if (found?.raised !== String(raised) || found.gifts !== attempts.length)
    throw new Error(
      `totals say ${found?.raised} of ${found?.gifts} gifts, captured were ${raised} of ${attempts.length}`,
    );
}
