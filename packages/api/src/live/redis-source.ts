import { Redis } from "ioredis";
import type { LiveSource } from "./hub.ts";

/** The Redis channel of changed totals; the payload is a campaign's id, or RESYNC. */
export const LIVE_CHANNEL = "careforall:totals";
/** "Some changes may not have been announced: read the present." */
export const RESYNC = "*";

const CONNECT_TIMEOUT_MS = 5_000;
const RECONNECT_MAX_MS = 2_000;

/**
 * Changes by way of Redis: any number of web processes listen there, and only the worker keeps a LISTEN connection to
 * PostgreSQL (`bridgeToRedis`). While Redis is away, `fallback` is listened to instead: pages never depend on Redis.
 */
export function redisSource(
  url: string,
  fallback: LiveSource,
  onError: (error: unknown) => void,
): LiveSource {
  const redis = createRedis(url, onError);
  let isFallbackOn = false;
  return {
    start: async ({ onChange, onLost }) => {
      const useFallback = (): void => {
        if (isFallbackOn) return;
        isFallbackOn = true;
        fallback.start({ onChange, onLost }).catch((error: unknown) => {
          isFallbackOn = false;
          onError(error);
        });
      };
      const useRedis = async (): Promise<void> => {
        await redis.subscribe(LIVE_CHANNEL);
        if (isFallbackOn) await fallback.stop();
        isFallbackOn = false;
        onChange(null);
      };
      redis.on("message", (_channel, payload: string) => onChange(payload === RESYNC ? null : payload));
      redis.on("ready", () => void useRedis().catch(onError));
      redis.on("close", () => {
        if (!isFallbackOn) onLost();
        useFallback();
      });
      await redis.connect().catch((error: unknown) => {
        onError(error);
        useFallback();
      });
    },
    stop: async () => {
      redis.removeAllListeners("close");
      redis.disconnect();
      if (isFallbackOn) await fallback.stop();
    },
  };
}

/** Announces in Redis what `source` (LISTEN) hears. Runs in the worker; several bridges only announce twice. */
export function bridgeToRedis(url: string, source: LiveSource, onError: (error: unknown) => void) {
  const redis = createRedis(url, onError);
  const announce = (campaignId: string | null): void => {
    // Nobody waits for an announcement; one that is lost is made good by the resync after the reconnect.
    redis.publish(LIVE_CHANNEL, campaignId ?? RESYNC).catch(onError);
  };
  return {
    start: async (): Promise<void> => {
      redis.on("ready", () => announce(null));
      await redis.connect().catch(onError);
      await source.start({ onChange: announce, onLost: () => undefined });
    },
    stop: async (): Promise<void> => {
      await source.stop();
      redis.disconnect();
    },
  };
}

function createRedis(url: string, onError: (error: unknown) => void): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // Commands fail at once while Redis is away, instead of queueing without a bound.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    autoResubscribe: false,
    retryStrategy: (tries) => Math.min(100 * 2 ** Math.min(tries, 5), RECONNECT_MAX_MS),
  });
  redis.on("error", onError);
  return redis;
}
