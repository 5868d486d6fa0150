import { randomUUID } from "node:crypto";
import type { MigrationFile } from "./migration-files.ts";

/** The part of a pg client or pool that reading needs. */
export interface Queryable {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[] }>;
}

/** One row per migration that was begun and not rolled back. */
export interface HistoryRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
  readonly logs: string | null;
}

/** Prisma's own table, column for column: its command line and this runner read each other's rows. */
const CREATE_TABLE = `
create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

export async function createHistory(db: Queryable): Promise<void> {
  await db.query(CREATE_TABLE);
}

/** Empty also when the table does not exist yet: then nothing was applied. */
export async function readHistory(db: Queryable): Promise<Map<string, HistoryRow>> {
  const found = await db.query<{ exists: boolean }>(
    "select to_regclass('_prisma_migrations') is not null as exists",
  );
  if (found.rows[0]?.exists !== true) return new Map();
  const { rows } = await db.query<HistoryRow>(
    `select migration_name, checksum, finished_at, logs
       from _prisma_migrations
      where rolled_back_at is null
      order by started_at`,
  );
  return new Map(rows.map((row) => [row.migration_name, row]));
}

export async function recordStart(db: Queryable, migration: MigrationFile): Promise<string> {
  const id = randomUUID();
  await db.query("insert into _prisma_migrations (id, checksum, migration_name) values ($1, $2, $3)", [
    id,
    migration.checksum,
    migration.name,
  ]);
  return id;
}

export async function recordFinish(db: Queryable, id: string): Promise<void> {
  await db.query("update _prisma_migrations set finished_at = now(), applied_steps_count = 1 where id = $1", [
    id,
  ]);
}

/** `leftNothing`: the script was one transaction, so PostgreSQL undid all of it and it may simply run again. */
export async function recordFailure(
  db: Queryable,
  id: string,
  logs: string,
  leftNothing: boolean,
): Promise<void> {
  await db.query(
    "update _prisma_migrations set logs = $2, rolled_back_at = case when $3 then now() end where id = $1",
    [id, logs, leftNothing],
  );
}
