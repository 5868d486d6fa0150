import { createDb, sql } from "@careforall/db/client";

/**
 * Kills one server process of a web or worker with SIGKILL, as the system does when memory is short: PostgreSQL then
 * restarts all sessions, and some have committed without saying so.
 */
export async function killBackend(directUrl: string): Promise<void> {
  const db = createDb(directUrl, { poolMax: 1, applicationName: "careforall chaos" });
  try {
    const [victim] = await db.query<{ pid: number }>(
      sql`select pid from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
          order by state = 'active' desc, random() limit 1`,
    );
    if (victim !== undefined) process.kill(victim.pid, "SIGKILL");
  } finally {
    await db.close().catch(() => undefined); // its own session may have been restarted with the others
  }
}
