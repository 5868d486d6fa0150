import { sql, type Db } from "../client/index.ts";

/** A sign of life. */
export async function beat(db: Db, poolId: string): Promise<void> {
  await db.query(
    sql`insert into worker_heartbeat (pool_id, started_at, seen_at) values (${poolId}, now(), now())
        on conflict (pool_id) do update set seen_at = now()`,
  );
}

/**
 * Pools that hold a job for longer than `silentMs` and gave no sign of life for as long, whether they fell silent, were
 * killed before their first beat, or said goodbye without being able to give the job back.
 */
export async function findSilentPools(db: Db, silentMs: number): Promise<readonly string[]> {
  const rows = await db.query<{ poolId: string }>(
    sql`select distinct j.locked_by as "poolId" from graphile_worker._private_jobs j
        where j.locked_at < now() - ${silentMs} * interval '1 millisecond'
          and not exists (select 1 from worker_heartbeat h
                          where h.pool_id = j.locked_by and h.seen_at >= now() - ${silentMs} * interval '1 millisecond')`,
  );
  return rows.map(({ poolId }) => poolId);
}

/** Forgets pools that have been silent for `silentMs`; the jobs that they held are found without them. */
export async function forgetSilentPools(db: Db, silentMs: number): Promise<void> {
  await db.query(
    sql`delete from worker_heartbeat where seen_at < now() - ${silentMs} * interval '1 millisecond'`,
  );
}

export async function forgetPool(db: Db, poolId: string): Promise<void> {
  await db.query(sql`delete from worker_heartbeat where pool_id = ${poolId}`);
}
