import { sql, type Db } from "../client/index.ts";

/** A sign of life; `silentPools` names the pools that gave none for `silentMs` and forgets them. */
export async function beat(db: Db, poolId: string): Promise<void> {
  await db.query(
    sql`insert into worker_heartbeat (pool_id, started_at, seen_at) values (${poolId}, now(), now())
        on conflict (pool_id) do update set seen_at = now()`,
  );
}

/** The worker ids that hold a job's lock although their pool has been silent, and the silent pools' ids. */
export async function takeSilentPools(db: Db, silentMs: number): Promise<readonly string[]> {
  const rows = await db.query<{ poolId: string }>(
    sql`delete from worker_heartbeat where seen_at < now() - ${silentMs} * interval '1 millisecond'
        returning pool_id as "poolId"`,
  );
  return rows.map((row) => row.poolId);
}

export async function forgetPool(db: Db, poolId: string): Promise<void> {
  await db.query(sql`delete from worker_heartbeat where pool_id = ${poolId}`);
}
