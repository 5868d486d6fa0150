import { createDb, type Db, sql } from "@careforall/db/client";
import type { Undo } from "@careforall/world";
import { setTimeout as sleep } from "node:timers/promises";
import { Gateway } from "../donors/gateway.ts";
import { waitUntilSettled } from "../judge/wait-until-settled.ts";
import { PASS } from "../plan/passes.ts";
import { plantCampaigns } from "../stack/campaigns.ts";
import type { KeptProcess } from "../stack/kept-process.ts";
import { startStack } from "../stack/start-stack.ts";
import { startBalancer } from "./balancer.ts";
import { type Seen, startLoad } from "./load.ts";

const BACK_LIMIT_MS = 60_000;
const LOOK_MS = 20;

export type StopsRun = {
  /** How often each process was told to stop. */
  readonly rounds: number;
  readonly stops: number;
  readonly slowestStopMs: number;
  /** Processes that did not end by themselves with 0. */
  readonly badEnds: readonly string[];
  /** Jobs that were locked by a pool that had gone, whenever a worker had stopped. */
  readonly jobsLeftLocked: number;
  readonly seen: Seen;
  /** What was not done when all had settled. */
  readonly left: number;
};

/**
 * Stops each web and each worker with SIGTERM, one after the other, `rounds` times, while donors give through a load
 * balancer that follows readiness and repeats nothing.
 */
export async function runStops(rounds: number, undo: Undo): Promise<StopsRun> {
  const stack = await startStack(undo, PASS.a.settings);
  const db = createDb(stack.postgres.directUrl, { poolMax: 2, applicationName: "careforall chaos" });
  undo.add({ stop: () => db.close(), kill: () => undefined });
  await plantCampaigns(db);
  const gateway = new Gateway(stack.simulatorUrl);
  const targets = stack.webs.map((process, i) => ({
    process,
    url: `http://127.0.0.1:${stack.ports.webs[i] ?? 0}`,
  }));
  const balancer = startBalancer(targets);
  const load = startLoad(balancer, gateway);
  let slowestStopMs = 0;
  let jobsLeftLocked = 0;
  const programs = [...stack.webs, ...stack.workers];
  for (let round = 1; round <= rounds; round++) {
    for (const program of programs) {
      undo.signal.throwIfAborted();
      slowestStopMs = Math.max(slowestStopMs, await stop(program, undo));
      if (stack.workers.includes(program)) jobsLeftLocked += await countLeftLocked(db);
      await program.untilReady(BACK_LIMIT_MS);
    }
    console.log(`round ${round}: ${load.seen.requests} requests, ${load.seen.failed} failed`);
  }
  await load.stop();
  await balancer.stop();
  const { left } = await waitUntilSettled(db, gateway, PASS.a.settleLimitMs);
  return {
    rounds,
    stops: rounds * programs.length,
    slowestStopMs,
    badEnds: programs.flatMap(({ name, ends }) =>
      ends()
        .filter((end) => end !== 0)
        .map((end) => `${name}: ${end}`),
    ),
    jobsLeftLocked,
    seen: load.seen,
    left: Object.values(left).reduce((sum, count) => sum + count, 0),
  };
}

/** Tells it to stop and waits until it has; answers how long that took. */
async function stop(program: KeptProcess, undo: Undo): Promise<number> {
  const before = program.ends().length;
  const startedAt = performance.now();
  program.signal("SIGTERM");
  while (program.ends().length === before) {
    undo.signal.throwIfAborted();
    await sleep(LOOK_MS);
  }
  return Math.round(performance.now() - startedAt);
}

/** Jobs whose lock belongs to a pool that gives no sign of life any more: it took its heartbeat with it. */
async function countLeftLocked(db: Db): Promise<number> {
  const [row] = await db.query<{ jobs: number }>(
    sql`select count(*)::int as jobs from graphile_worker._private_jobs j
        where j.locked_at is not null and not exists (select 1 from worker_heartbeat h where h.pool_id = j.locked_by)`,
  );
  return row?.jobs ?? 0;
}

export const isStopsRight = (run: StopsRun): boolean =>
  run.seen.failed + run.jobsLeftLocked + run.badEnds.length + run.left === 0;

export function printedStops(run: StopsRun): string {
  const { seen } = run;
  return [
    `${run.stops} stops by SIGTERM, ${run.rounds} of each process; the slowest took ${run.slowestStopMs} ms`,
    `${seen.requests} requests of donors meanwhile, ${seen.failed} failed; ${seen.paid} gifts paid`,
    `jobs left locked: ${run.jobsLeftLocked}; processes that did not end by themselves: ${run.badEnds.length}; left over: ${run.left}`,
    ...[...seen.failures, ...run.badEnds].map((words) => `  ! ${words}`),
  ].join("\n");
}

/** The part of `reports/chaos.json` that is about stops. */
export const stopsPart = (run: StopsRun): object => ({
  rounds: run.rounds,
  stops: run.stops,
  slowest_stop_ms: run.slowestStopMs,
  requests: run.seen.requests,
  requests_failed: run.seen.failed,
  paid: run.seen.paid,
  jobs_left_locked: run.jobsLeftLocked,
  bad_ends: run.badEnds,
  left_over: run.left,
});
