import pg from "pg";
import { type Db, sql } from "../client/index.ts";

/** The first of the two numbers of our advisory locks on scheduled work; the second is a digest of the task's name. */
const UPKEEP_LOCK_CLASS = 7_301;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Runs `work` unless another process is at the same task: then it answers null at once. The lock belongs to a
 * connection of its own, so a killed worker holds nothing and a small pool is left to the work.
 */
export async function runAlone<T>(
  db: Pick<Db, "url">,
  task: string,
  work: () => Promise<T>,
): Promise<T | null> {
  const client = new pg.Client({
    connectionString: db.url,
    application_name: `careforall upkeep ${task}`,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // A lock whose connection breaks is gone; what the work does is safe to be done twice at once.
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ isOurs: boolean }>(
      `select pg_try_advisory_lock($1, hashtext($2)) as "isOurs"`,
      [UPKEEP_LOCK_CLASS, task],
    );
    return rows[0]?.isOurs === true ? await work() : null;
  } finally {
    // The lock goes with the connection.
    await client.end();
  }
}

/** Whether a task has not run within `everyMs`, by the database's clock. A restart of the worker changes nothing. */
export async function isDue(db: Db, task: string, everyMs: number): Promise<boolean> {
  const recent = await db.query<{ name: string }>(
    sql`select name from upkeep_task
        where name = ${task} and last_run_at > now() - ${everyMs} * interval '1 millisecond'`,
  );
  return recent.length === 0;
}

export type UpkeepNote = {
  readonly task: string;
  readonly ms: number;
  readonly done: number;
  /** Null when it went well. */
  readonly error: string | null;
};

/** Notes that a task has run now. */
export async function noteUpkeep(db: Db, { task, ms, done, error }: UpkeepNote): Promise<void> {
  const lastError = error?.slice(0, 1_000) ?? null;
  await db.query(
    sql`insert into upkeep_task (name, last_run_at, ms, done, last_error)
        values (${task}, now(), ${ms}, ${done}, ${lastError})
        on conflict (name) do update
          set last_run_at = now(), ms = ${ms}, done = ${done}, last_error = ${lastError}`,
  );
}
