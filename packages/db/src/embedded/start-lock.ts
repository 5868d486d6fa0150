import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { EmbeddedDatabaseError } from "./embedded-error.ts";

/** Longer than the slowest start that may hold it: initdb, then recovery after a crash. */
const TURN_LIMIT_MS = 150_000;
const POLL_INTERVAL_MS = 50;
/** SQLite's result code for "somebody else holds the lock". */
const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}

/**
 * One start at a time per folder: clearing up after a dead server would otherwise hit a server that somebody
 * else is just starting. SQLite's lock is used because the kernel takes it back when its holder dies, however.
 */
export async function withStartLock<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const lock = new DatabaseSync(path.join(folder, "start.lock"), { timeout: 0 });
  try {
    const end = performance.now() + TURN_LIMIT_MS;
    for (let held = false; !held;) {
      try {
        lock.exec("begin exclusive");
        held = true;
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (performance.now() > end) {
          throw new EmbeddedDatabaseError(
            `Another process has been starting PostgreSQL in ${folder} for ${TURN_LIMIT_MS / 1000} s: stop it, then try again.`,
            { cause: error },
          );
        }
        await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
      }
    }
    return await work();
  } finally {
    lock.close();
  }
}
