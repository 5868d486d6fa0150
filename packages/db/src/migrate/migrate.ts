import pg from "pg";
import { grantRights } from "../application-role/grant-rights.ts";
import {
  createHistory,
  readHistory,
  recordFailure,
  recordFinish,
  recordStart,
  type HistoryRow,
} from "./history.ts";
import { MIGRATIONS_FOLDER, readMigrations, type MigrationFile } from "./migration-files.ts";
import { MigrationError } from "./migration-error.ts";
import { migrateQueue } from "./queue-tables.ts";

/** The number that Prisma's engine locks too: its command line and this runner exclude each other. */
const ADVISORY_LOCK = 72_707_369;
/** Another process that migrates at the same start is waited for this long. */
const TURN_LIMIT_MS = 120_000;
/** A statement that waits longer for a table would itself block every reader behind it: rather fail and retry. */
const LOCK_LIMIT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** SQLSTATE lock_not_available: a lock time-out. */
const LOCK_TIMEOUT = "55P03";

export interface MigrationReport {
  /** Names of the migrations that this call applied, in order. */
  readonly applied: readonly string[];
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** Scripts run as one transaction unless they end it themselves; the words in a comment only make us careful. */
function isOneTransaction(sql: string): boolean {
  return !/\b(commit|rollback|concurrently)\b/i.test(sql);
}

function howToGoOn(name: string): string {
  return (
    `See what it left behind and undo it, correct packages/db/prisma/migrations/${name}/migration.sql, run ` +
    `\`pnpm prisma migrate resolve --rolled-back ${name}\`, then migrate again.`
  );
}

function isApplied(migration: MigrationFile, row: HistoryRow | undefined): boolean {
  if (row === undefined) return false;
  if (row.finished_at === null) {
    throw new MigrationError(
      `Migration ${migration.name} failed or was interrupted before: ${row.logs ?? "no message was stored"}. ${howToGoOn(migration.name)}`,
    );
  }
  if (row.checksum !== migration.checksum) {
    throw new MigrationError(
      `Migration ${migration.name} was edited after it was applied. Restore the file (\`git checkout\`) and put the change into a new migration; ` +
        `a development database can instead be made anew with \`pnpm prisma migrate reset\`.`,
    );
  }
  return true;
}

async function apply(client: pg.Client, migration: MigrationFile): Promise<void> {
  const id = await recordStart(client, migration);
  try {
    await client.query(migration.sql);
  } catch (error) {
    const leftNothing = isOneTransaction(migration.sql);
    await client.query("rollback"); // a script that opened its own transaction may have left it open and failed
    await recordFailure(client, id, String(error), leftNothing);
    const busy =
      codeOf(error) === LOCK_TIMEOUT ? ` It waited ${LOCK_LIMIT_MS} ms for a lock of a busy table.` : "";
    const next = leftNothing
      ? `It was rolled back whole: correct it if it is wrong, then run it again.`
      : howToGoOn(migration.name);
    throw new MigrationError(`Migration ${migration.name} failed: ${String(error)}.${busy} ${next}`, {
      cause: error,
    });
  }
  await recordFinish(client, id);
}

async function takeTurn(client: pg.Client): Promise<void> {
  await client.query(`set lock_timeout = ${TURN_LIMIT_MS}`);
  try {
    await client.query("select pg_advisory_lock($1)", [ADVISORY_LOCK]);
  } catch (cause) {
    if (codeOf(cause) !== LOCK_TIMEOUT) throw cause;
    throw new MigrationError(
      `Another process has been migrating this database for ${TURN_LIMIT_MS / 1000} s. Wait for it or stop it, then run it again.`,
      { cause },
    );
  }
  await client.query(`set lock_timeout = ${LOCK_LIMIT_MS}`);
}

/**
 * Applies what is missing, in order, one process at a time. Safe to run at every start and from several machines.
 * Needs nothing of Prisma at run time, and leaves the same rows as `prisma migrate deploy`. Afterwards the role
 * `application`, if there is one, has the rights that this code wants for it, also on the tables that are new.
 */
export async function migrate(
  url: string,
  folder = MIGRATIONS_FOLDER,
  application: string | null = null,
): Promise<MigrationReport> {
  const migrations = readMigrations(folder);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  await client.connect();
  try {
    await takeTurn(client);
    await createHistory(client);
    const history = await readHistory(client);
    const missing = migrations.filter((migration) => !isApplied(migration, history.get(migration.name)));
    for (const migration of missing) await apply(client, migration);
    await migrateQueue(url);
    if (application !== null) await grantRights(client, application);
    return { applied: missing.map(({ name }) => name) };
  } finally {
    await client.end(); // closing the session gives the lock back
  }
}
