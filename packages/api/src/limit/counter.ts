import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
} from "rate-limiter-flexible";
import { RATE_LIMIT_TABLE } from "@careforall/db/limit";
import type { createLimitPool } from "@careforall/db/limit";
import type { Redis } from "ioredis";
import type { Limit } from "./limits.ts";

/** Where counts are shared between processes. */
export type Stores = { readonly pool: ReturnType<typeof createLimitPool>; readonly redis: Redis | null };

type Shared = RateLimiterRedis | RateLimiterPostgres;

/**
 * A process tells the store what it has counted in portions of a tenth of the limit, so an honest caller costs no round
 * trip. The limit may be passed by a tenth for each process.
 */
const PORTIONS = 10;
/** Alone, a process allows this part of the limit. */
const LOST_SHARE = 4;

/** Counts one limit: first in this process, and in portions in the store that all processes share. */
export class LimitCounter {
  readonly #here: RateLimiterMemory;
  readonly #shared: Shared;
  readonly #portion: number;

  constructor(name: string, limit: Limit, stores: Stores) {
    const { points, windowS: duration } = limit;
    this.#portion = Math.max(1, Math.floor(points / PORTIONS));
    this.#here = new RateLimiterMemory({ keyPrefix: name, points, duration });
    this.#shared = sharedOf(name, limit, stores);
  }

  /** Takes one point. Milliseconds to wait when there is none; null when there was. Throws when nobody can count. */
  async take(who: string): Promise<number | null> {
    const here = await waitOr(this.#here.consume(who));
    if (typeof here === "number") return here;
    if (here.consumedPoints % this.#portion !== 0) return null;
    const shared = await waitOr(this.#shared.consume(who, this.#portion));
    if (typeof shared !== "number") return null;
    // Whoever was refused once is refused here until the window ends, without asking again.
    await this.#here.block(who, shared / 1_000);
    return shared;
  }

  /** Adds a point whatever was used already; answers how many are used. */
  async add(who: string): Promise<number> {
    return (await this.#shared.penalty(who)).consumedPoints;
  }

  async used(who: string): Promise<number> {
    return (await this.#shared.get(who))?.consumedPoints ?? 0;
  }

  /** Milliseconds until a block ends; 0 for none. */
  async blockedMs(who: string): Promise<number> {
    return (await this.#shared.get(who))?.msBeforeNext ?? 0;
  }

  async block(who: string, seconds: number): Promise<void> {
    await this.#shared.block(who, seconds);
  }

  async forget(who: string): Promise<void> {
    await this.#shared.delete(who);
  }
}

/** The library refuses by throwing its result. */
const waitOr = (asked: Promise<RateLimiterRes>): Promise<RateLimiterRes | number> =>
  asked.catch((error: unknown) => {
    if (error instanceof RateLimiterRes) return Math.max(1, error.msBeforeNext);
    throw error;
  });

/**
 * What must hold is counted in PostgreSQL also where there is a Redis: counts that went over to another store with its
 * loss would begin at nothing there, and whoever waits for that could try twice as often.
 */
function sharedOf(name: string, { points, windowS: duration, lost }: Limit, { pool, redis }: Stores): Shared {
  const options = { keyPrefix: name, points, duration };
  const alone = new RateLimiterMemory({ ...options, points: Math.ceil(points / LOST_SHARE) });
  const insured = lost === "quarter" ? { insuranceLimiter: alone } : {};
  if (redis !== null && lost === "quarter")
    return new RateLimiterRedis({ ...options, ...insured, storeClient: redis, rejectIfRedisNotReady: true });
  return new RateLimiterPostgres({
    ...options,
    ...insured,
    storeClient: pool,
    storeType: "pool",
    tableName: RATE_LIMIT_TABLE,
    tableCreated: true,
    // Upkeep forgets what is over, once for all limits.
    clearExpiredByTimeout: false,
  });
}
