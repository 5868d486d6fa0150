import { Logger, runMigrations } from "graphile-worker";
import { MigrationError } from "./migration-error.ts";

/** Its own progress lines are not news; what goes wrong arrives as an exception. */
const silent = new Logger(() => () => {});

/** Brings the tables of Graphile Worker, in their own schema, to the version of the installed library. */
export async function migrateQueue(url: string): Promise<void> {
  try {
    await runMigrations({ connectionString: url, logger: silent });
  } catch (cause) {
    throw new MigrationError(
      `The job queue's tables (schema graphile_worker) could not be migrated: ${String(cause)}. Stop all workers and run it again.`,
      { cause },
    );
  }
}
