import { listen, type Listener } from "@careforall/db/client";
import { TOTALS_CHANNEL } from "@careforall/db/totals";
import type { LiveSource } from "./hub.ts";

/** LISTEN on one connection of its own; after a lost connection everybody takes a fresh snapshot. */
export function postgresSource(url: string, onError: (error: unknown) => void): LiveSource {
  let listener: Listener | undefined;
  return {
    start: async ({ onChange, onLost }) => {
      listener = await listen(url, TOTALS_CHANNEL, {
        onMessage: onChange,
        onReconnected: () => onChange(null),
        onLost,
        onError,
      }).catch((error: unknown) => {
        onError(error);
        throw error;
      });
      onChange(null);
    },
    stop: async () => listener?.stop(),
  };
}
