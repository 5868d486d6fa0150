import { createDb, type Db, sql } from "@careforall/db/client";
import type { Undo } from "@careforall/world";
import { Gateway } from "../donors/gateway.ts";
import { judgeRun } from "../judge/judge-run.ts";
import { waitUntilSettled } from "../judge/wait-until-settled.ts";
import { PASS } from "../plan/passes.ts";
import { plantCampaigns } from "../stack/campaigns.ts";
import type { KeptProcess } from "../stack/kept-process.ts";
import { startStack } from "../stack/start-stack.ts";
import { startBalancer } from "./balancer.ts";
import { explained } from "./causes.ts";
import { startLoad } from "./load.ts";
import { type Absence, absenceOf, stopOne, untilBack } from "./stop-one.ts";
import type { StopsRun } from "./stops-run.ts";

const MS_PER_S = 1_000;
const secondsSince = (startedAt: number): string =>
  `${Math.round((performance.now() - startedAt) / MS_PER_S)}`;

/**
 * Stops each web, each worker and the simulator with SIGTERM, `rounds` times, while donors give through a load balancer
 * that follows readiness. Then everything settles and is judged, as in a pass.
 */
export async function runStops(rounds: number, undo: Undo): Promise<StopsRun> {
  const stack = await startStack(undo, PASS.a.settings);
  const db = createDb(stack.postgres.directUrl, { poolMax: 2, applicationName: "careforall chaos" });
  undo.add({ stop: () => db.close(), kill: () => undefined });
  await plantCampaigns(db);
  const gateway = new Gateway(stack.simulatorUrl);
  const balancer = startBalancer(
    stack.webs.map((process, i) => ({ process, url: `http://127.0.0.1:${stack.ports.webs[i] ?? 0}` })),
  );
  const away = new Set<Absence>();
  const load = startLoad({ balancer, gateway, away });
  const startedAt = performance.now();
  const slowestMs: Record<string, number> = {};
  let jobsLeftLocked = 0;
  const stopAndWait = async (program: KeptProcess): Promise<void> => {
    const absence = absenceOf(program.name, program === stack.simulator);
    away.add(absence);
    const ms = await stopOne(program, undo);
    slowestMs[program.name] = Math.max(slowestMs[program.name] ?? 0, ms);
    const leftLocked = stack.workers.includes(program) ? await countLeftLocked(db) : 0;
    jobsLeftLocked += leftLocked;
    await untilBack(program);
    away.delete(absence);
  };
  // A web and a worker at a time, as in a deploy: another of each is there, and most of a round is waiting for starts.
  const pairs = stack.webs.map((web, i) => [web, ...stack.workers.slice(i, i + 1)]);
  for (let round = 1; round <= rounds; round++) {
    for (const together of [...pairs, [stack.simulator]]) {
      undo.signal.throwIfAborted();
      await Promise.all(together.map(stopAndWait));
    }
    const { requests, failed, toldAway } = load.seen;
    console.log(
      `${secondsSince(startedAt).padStart(5)} s  round ${round}: ${requests} requests, ${failed} failed, ${toldAway} told to come back`,
    );
  }
  const programs = [...stack.webs, ...stack.workers, stack.simulator];
  await load.stop();
  await balancer.stop();
  const seconds = Number(secondsSince(startedAt));
  const { left } = await waitUntilSettled(db, gateway, { limitMs: PASS.a.settleLimitMs });
  return {
    rounds,
    stops: rounds * programs.length,
    seconds,
    slowestMs,
    badEnds: programs.flatMap(({ name, ends }) =>
      ends().flatMap((end) => (end === 0 ? [] : [`${name}: ${end}`])),
    ),
    jobsLeftLocked,
    seen: load.seen,
    failures: explained(load.seen.failures, stack.folder),
    left: Object.values(left).reduce((sum, count) => sum + count, 0),
    judgement: await judgeRun(db, gateway, []),
  };
}

/** Jobs whose lock belongs to a pool that gives no sign of life any more: it took its heartbeat with it. */
async function countLeftLocked(db: Db): Promise<number> {
  const [row] = await db.query<{ jobs: number }>(
    sql`select count(*)::int as jobs from graphile_worker._private_jobs j
        where j.locked_at is not null and not exists (select 1 from worker_heartbeat h where h.pool_id = j.locked_by)`,
  );
  return row?.jobs ?? 0;
}
