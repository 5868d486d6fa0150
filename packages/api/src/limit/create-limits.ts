import { createHmac } from "node:crypto";
import { createLimitPool } from "@careforall/db/limit";
import { AppError } from "@careforall/domain/shared";
import { Redis } from "ioredis";
import type { Metrics } from "../observe/index.ts";
import { LimitCounter } from "./counter.ts";
import { type LimitName, LIMITS } from "./limits.ts";

/** One limit and whom it counts, in clear: only a keyed digest of it is stored. */
export type Wanted = { readonly limit: LimitName; readonly who: string };

export type Limits = {
  /** What LIMITS_FACTOR says. */
  readonly factor: number;
  /** Takes a point of each; throws `limit.reached` (429) as soon as one is used up. */
  take(wanted: readonly Wanted[]): Promise<void>;
  /** Adds a point however many are used, and answers how many are: for what is judged later. */
  add(wanted: Wanted): Promise<number>;
  used(wanted: Wanted): Promise<number>;
  block(wanted: Wanted, seconds: number): Promise<void>;
  /** Milliseconds until a block ends; 0 for none. */
  blockedMs(wanted: Wanted): Promise<number>;
  forget(wanted: Wanted): Promise<void>;
  close(): Promise<void>;
};

export type LimitOptions = {
  readonly databaseUrl: string;
  /** Null: counts are shared through PostgreSQL. */
  readonly redisUrl: string | null;
  /** Multiplies the points of every limit. */
  readonly factor: number;
  readonly secret: string;
  readonly onError: (error: unknown) => void;
  readonly metrics: Pick<Metrics, "limited">;
};

const REDIS_CONNECT_TIMEOUT_MS = 2_000;
/** A Redis that hangs is a Redis that is gone: nobody who gives waits for it. */
const REDIS_COMMAND_TIMEOUT_MS = 250;
const REDIS_RECONNECT_MAX_MS = 2_000;

/** The limits of one process, counted together with the other processes. No money decision asks them. */
export function createLimits(options: LimitOptions): Limits {
  const { databaseUrl, redisUrl, factor, secret, metrics } = options;
  const stores = {
    pool: createLimitPool(databaseUrl),
    redis: redisUrl === null ? null : connect(redisUrl, options.onError),
  };
  const names = Object.keys(LIMITS) as LimitName[];
  const counters = Object.fromEntries(
    names.map((name) => {
      const limit = { ...LIMITS[name], points: LIMITS[name].points * factor };
      return [name, new LimitCounter(name, limit, stores)];
    }),
  ) as Record<LimitName, LimitCounter>;
  const digest = ({ limit, who }: Wanted): string => digestOf(secret, LIMITS[limit].by, who);

  return {
    factor,
    take: async (wanted) => {
      for (const one of wanted) {
        const waitMs = await counters[one.limit].take(digest(one)).catch(notCounted);
        if (waitMs === null) continue;
        metrics.limited.inc({ limit: one.limit });
        throw reached(Math.ceil(waitMs / 1_000));
      }
    },
    add: (one) => counters[one.limit].add(digest(one)).catch(notCounted),
    used: (one) => counters[one.limit].used(digest(one)).catch(notCounted),
    block: (one, seconds) => counters[one.limit].block(digest(one), seconds).catch(notCounted),
    blockedMs: (one) => counters[one.limit].blockedMs(digest(one)).catch(notCounted),
    forget: (one) => counters[one.limit].forget(digest(one)).catch(notCounted),
    close: async () => {
      stores.redis?.disconnect();
      await stores.pool.end();
    },
  };
}

const DIGEST_CHARACTERS = 22;

/** Stands for an address, an e-mail or a browser where it is only compared: nobody reads it back without the secret. */
export const digestOf = (secret: string, kind: string, value: string): string =>
  createHmac("sha256", secret).update(`${kind}\n${value}`).digest("base64url").slice(0, DIGEST_CHARACTERS);

/** The words name no limit: whoever tries them out learns nothing, and a donor learns what matters. */
export const reached = (retryAfterS: number): AppError =>
  new AppError(
    "rate_limited",
    "limit.reached",
    "This was asked for too often in a short time. Nothing was changed, and nothing was charged.",
    { retryAfterS },
  );

/** Where a limit must hold and nobody can count: refused, because the other way round it would be no limit. */
function notCounted(cause: unknown): never {
  throw new AppError(
    "unavailable",
    "limit.unavailable",
    "We cannot do this right now. Nothing was changed, and nothing was charged. Please try again in a moment.",
    { retryAfterS: 5, cause },
  );
}

function connect(url: string, onError: (error: unknown) => void): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: REDIS_CONNECT_TIMEOUT_MS,
    commandTimeout: REDIS_COMMAND_TIMEOUT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    retryStrategy: (tries) => Math.min(100 * 2 ** Math.min(tries, 5), REDIS_RECONNECT_MAX_MS),
  });
  redis.on("error", onError);
  redis.connect().catch(onError);
  return redis;
}
