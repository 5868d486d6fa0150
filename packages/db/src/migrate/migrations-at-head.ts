import pg from "pg";
import { readHistory, type Queryable } from "./history.ts";
import { MIGRATIONS_FOLDER, readMigrations } from "./migration-files.ts";

const CONNECT_TIMEOUT_MS = 2_000;

export interface MigrationState {
  /** True when all that this code needs is there. A newer database is fine: deploys overlap. */
  readonly atHead: boolean;
  readonly pending: readonly string[];
  readonly failed: readonly string[];
  /** The job queue's tables exist. */
  readonly queue: boolean;
}

async function stateOf(db: Queryable, folder: string): Promise<MigrationState> {
  const names = readMigrations(folder).map(({ name }) => name);
  const history = await readHistory(db);
  const { rows } = await db.query<{ exists: boolean }>(
    "select to_regclass('graphile_worker.migrations') is not null as exists",
  );
  const queue = rows[0]?.exists === true;
  const pending = names.filter((name) => !history.has(name));
  const failed = names.filter((name) => history.get(name)?.finished_at === null);
  return { atHead: queue && pending.length === 0 && failed.length === 0, pending, failed, queue };
}

/** For readiness. Give it a pool to spare a connection per question; a URL opens one and closes it. */
export async function migrationsAtHead(
  source: string | Queryable,
  folder = MIGRATIONS_FOLDER,
): Promise<MigrationState> {
  if (typeof source !== "string") return stateOf(source, folder);
  const client = new pg.Client({ connectionString: source, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  await client.connect();
  try {
    return await stateOf(client, folder);
  } finally {
    await client.end();
  }
}
