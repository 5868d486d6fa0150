import type { LiveSource } from "./hub.ts";
import { postgresSource } from "./postgres-source.ts";
import { redisSource } from "./redis-source.ts";

/** Where this installation's live updates come from: Redis when REDIS_URL is set, else PostgreSQL. */
export function createLiveSource(
  settings: { readonly redisUrl: string | null; readonly database: { readonly url: string } },
  onError: (error: unknown) => void,
): LiveSource {
  const postgres = postgresSource(settings.database.url, onError);
  return settings.redisUrl === null ? postgres : redisSource(settings.redisUrl, postgres, onError);
}

/** For programs that show nothing to anybody: changes are never heard. */
export const silentSource: LiveSource = { start: async () => {}, stop: async () => {} };
