import { setTimeout as sleep } from "node:timers/promises";
import { createDb, type Db, sql } from "@careforall/db/client";

/** A cluster that an earlier strike has thrown down comes back in seconds; on a very busy machine it takes longer. */
const RECOVERY_LIMIT_MS = 60_000;
const LOOK_MS = 100;

/**
 * Kills one server process of a web or worker with SIGKILL, as the system does when memory is short: PostgreSQL then
 * restarts all sessions, and some have committed without saying so. Waits for it while it recovers from a strike before.
 */
export async function killBackend(directUrl: string): Promise<void> {
  const db = createDb(directUrl, { poolMax: 1, applicationName: "careforall chaos" });
  try {
    const victim = await findVictim(db);
    if (victim !== undefined) process.kill(victim.pid, "SIGKILL");
  } finally {
    await db.close().catch(() => undefined); // its own session may have been restarted with the others
  }
}

async function findVictim(db: Db): Promise<{ readonly pid: number } | undefined> {
  const end = performance.now() + RECOVERY_LIMIT_MS;
  for (;;) {
    try {
      const [victim] = await db.query<{ pid: number }>(
        sql`select pid from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
            order by state = 'active' desc, random() limit 1`,
      );
      return victim;
    } catch (error) {
      if (performance.now() > end) throw error;
      await sleep(LOOK_MS);
    }
  }
}
