import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Db } from "./client.ts";
import { sql } from "./sql.ts";

export type Listener = { stop(): Promise<void> };

type Handlers = {
  readonly onMessage: (payload: string) => void;
  /** Messages sent while the connection was lost are gone: read the present state again. */
  readonly onReconnected: () => void;
  /** From here to `onReconnected` nothing is heard. */
  readonly onLost?: () => void;
  readonly onError: (error: unknown) => void;
};

const CONNECT_TIMEOUT_MS = 5_000;
const RECONNECT_MIN_MS = 100;
const RECONNECT_MAX_MS = 5_000;

/** Listens to a channel until stopped, on one connection that is made anew whenever it is lost. */
export async function listen(url: string, channel: string, handlers: Handlers): Promise<Listener> {
  const stopping = new AbortController();
  let current: pg.Client | undefined;

  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      application_name: "careforall listen",
    });
    client.on("error", handlers.onError);
    client.on("notification", (message) => handlers.onMessage(message.payload ?? ""));
    try {
      await client.connect();
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await client.end().catch(handlers.onError);
      throw error;
    }
    client.once("end", () => {
      if (!stopping.signal.aborted) handlers.onLost?.();
      void reconnect();
    });
    return client;
  };

  const reconnect = async (): Promise<void> => {
    for (
      let waitMs = RECONNECT_MIN_MS;
      !stopping.signal.aborted;
      waitMs = Math.min(waitMs * 2, RECONNECT_MAX_MS)
    ) {
      try {
        current = await connect();
        handlers.onReconnected();
        return;
      } catch (error) {
        handlers.onError(error);
        await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };

  current = await connect();
  return {
    stop: async () => {
      stopping.abort();
      await current?.end();
    },
  };
}

/** Tells whoever listens to a channel, outside any transaction. */
export async function notify(db: Db, channel: string, payload: string): Promise<void> {
  await db.query(sql`select pg_notify(${channel}, ${payload})`);
}
