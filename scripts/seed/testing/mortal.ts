import { vi } from "vitest";
import type { Db } from "../../../packages/db/src/client/index.ts";

/** The process is gone: whatever it still tries comes to nothing. */
export class DeathError extends Error {
  override readonly name = "DeathError";
}

/**
 * Lets a seed reach the database and the simulator `steps` times together, then fails every further try, as if the
 * process had been killed at that point: what was committed stays, nothing after it happens.
 */
export function makeMortal(db: Db, steps: number): void {
  let left = steps;
  const step = (): void => {
    if (left-- <= 0) throw new DeathError("dead");
  };
  const connect = db.pool.connect.bind(db.pool);
  const mortalConnect = (callback?: Parameters<typeof connect>[0]): unknown => {
    try {
      step();
    } catch (death) {
      if (callback === undefined) return Promise.reject(death);
      return callback(new DeathError("dead"), undefined, () => {});
    }
    return callback === undefined ? connect() : connect(callback);
  };
  Object.defineProperty(db.pool, "connect", { value: mortalConnect });
  const realFetch = globalThis.fetch;
  vi.stubGlobal("fetch", async (...args: Parameters<typeof fetch>) => {
    step();
    return realFetch(...args);
  });
}
