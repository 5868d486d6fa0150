import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Db } from "./client.ts";
import type { Statement } from "./sql.ts";

/** A transaction that is open. `at` is its time: the database's `now()`, read once, the time of all its money. */
export type Tx = {
  readonly at: Date;
  query<Row>(statement: Statement): Promise<readonly Row[]>;
};

export type TransactionOptions = {
  /** Replaces the database's clock; only tests and the seed do that. */
  readonly at?: Date | undefined;
  /** Every statement sees the database as of the first one; a write onto a row that changed since runs it all again. */
  readonly isSnapshot?: boolean;
};

const ATTEMPTS_MAX = 4;
/** What PostgreSQL says is safe to run again: serialization failure, deadlock, lock not available. */
const TRANSIENT = new Set(["40001", "40P01", "55P03"]);

/**
 * One verb, one transaction: lock, decide, write, commit. No network inside (a lint rule says so): a slow provider
 * would hold row locks. READ COMMITTED with row locks and unique constraints; what is transient runs again.
 */
export const withTransaction = <T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> => retryTransient(() => once(db, work, options));

/**
 * Runs what is transient again, a few times. `work` commits as a whole or not at all: a transaction, or one statement
 * that is a transaction by itself.
 */
export async function retryTransient<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || !isTransient(error)) throw error;
      await sleep(10 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

async function once<T>(db: Db, work: (tx: Tx) => Promise<T>, options: TransactionOptions): Promise<T> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    const at = await begin(client, options);
    const tx: Tx = {
      at,
      query: async <Row>(statement: Statement) =>
        (await client.query({ ...statement, values: [...statement.values] })).rows as Row[],
    };
    const result = await work(tx);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: unknown) => {
      // The connection is gone or unusable: the pool must not hand it out again.
      broken = failure instanceof Error ? failure : new Error(String(failure));
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

const beginAt = (level: string): string => `begin isolation level ${level}; select now() as at`;
const BEGIN = beginAt("read committed");
const BEGIN_SNAPSHOT = beginAt("repeatable read");

/** Begins and reads the time in one round trip. */
async function begin(client: pg.PoolClient, { at, isSnapshot }: TransactionOptions): Promise<Date> {
  const results: unknown = await client.query(isSnapshot === true ? BEGIN_SNAPSHOT : BEGIN);
  if (at !== undefined) return at;
  const last = Array.isArray(results) ? (results.at(-1) as pg.QueryResult<{ at: Date }>) : undefined;
  const now = last?.rows[0]?.at;
  if (now === undefined) throw new Error("the database did not say what time it is");
  return now;
}

export const isTransient = (error: unknown): boolean => TRANSIENT.has(sqlStateOf(error) ?? "");

/** The SQLSTATE of a database error, or null for any other error. */
export function sqlStateOf(error: unknown): string | null {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/**
 * Whether a statement gave up waiting for another transaction's row of `table`. The place is told in the language of the
 * server, but the table by its name. Waiting for the table itself (a migration) has no place.
 */
export const hasWaitedForRowOf = (error: unknown, table: string): boolean =>
  sqlStateOf(error) === "55P03" &&
  error instanceof Error &&
  "where" in error &&
  typeof error.where === "string" &&
  error.where.includes(`"${table}"`);

/** The name of the constraint that refused a write, or null. */
export function constraintOf(error: unknown): string | null {
  const name = typeof error === "object" && error !== null && "constraint" in error ? error.constraint : null;
  return typeof name === "string" ? name : null;
}
