import {
  connectionProblem,
  ensureDatabase,
  isRunning,
  signal,
  startEmbedded,
  type EmbeddedServer,
} from "../../packages/db/src/embedded/index.ts";
import { fate, readPidFile, removePidFile, writePidFile } from "../supervisor/index.ts";
import { explain, StartError } from "./start-error.ts";

const NAME = "careforall";
/** How soon a crashed embedded server is noticed; web and worker wait for it meanwhile. */
const WATCH_INTERVAL_MS = 1_000;
const RESTART_PAUSE_MS = 5_000;

export interface Database {
  /** As the application's role. */
  readonly url: string;
  /** As the role that owns the tables; the same one, where a person's own database has no other. */
  readonly ownerUrl: string;
  /** For people: without the password of a server that is not ours. */
  readonly shown: string;
  readonly embedded: boolean;
  readonly stop: () => Promise<void>;
  readonly kill: () => void;
}

function withoutPassword(url: string): string {
  const shown = new URL(url);
  if (shown.password !== "") shown.password = "***";
  return shown.href;
}

/**
 * A server of the person's own: it must answer, and no message may show its password. The owner of the tables is asked
 * where there is one, who may yet have to make the application's role.
 */
export async function useGivenDatabase(
  url: string,
  ownerUrl: string | null,
  command: string,
): Promise<Database> {
  const asked = ownerUrl ?? url;
  const why = await connectionProblem(asked);
  if (why !== null) {
    const name = ownerUrl === null ? "DATABASE_URL" : "DATABASE_OWNER_URL";
    throw new StartError(
      `${name} leads to ${withoutPassword(asked)}, which cannot be used (${why}). Start or correct it, or use the embedded database: env -u DATABASE_URL ${command}`,
    );
  }
  const nothing = { stop: async () => {}, kill: () => {} };
  return { url, ownerUrl: asked, shown: withoutPassword(url), embedded: false, ...nothing };
}

/** A server that runs although its supervisor is gone is adopted; one that somebody else started is not stopped. */
function isOurs(server: EmbeddedServer, pidFile: string): boolean {
  if (!server.reused) return true;
  const stamp = readPidFile(pidFile);
  return stamp !== null && stamp.pid === server.pid && fate(stamp) !== "gone";
}

/** The embedded server, started again whenever it ends while the platform runs. */
export async function useEmbeddedDatabase(options: {
  readonly folder: string;
  readonly pidFile: string;
  readonly onNews: (news: string) => void;
}): Promise<Database> {
  const start = (): Promise<EmbeddedServer> => startEmbedded({ dataDir: options.folder });
  let server = await start();
  const ownerUrl = server.url(NAME);
  const stopAtEnd = isOurs(server, options.pidFile);
  if (stopAtEnd) writePidFile(options.pidFile, server.pid);
  await ensureDatabase(server.url(), NAME);

  let stopping = false;
  let watching: Promise<void> = Promise.resolve();
  async function watch(): Promise<void> {
    if (stopping || isRunning(server.pid)) return;
    options.onNews("PostgreSQL ended; it starts again");
    try {
      server = await start();
      if (stopAtEnd) writePidFile(options.pidFile, server.pid);
      if (server.url(NAME) !== ownerUrl)
        options.onNews("PostgreSQL lost its port to another program: stop and start the platform");
    } catch (error) {
      options.onNews(`${explain(error)}\nPostgreSQL is tried again in ${RESTART_PAUSE_MS / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, RESTART_PAUSE_MS));
    }
  }
  const timer = setInterval(() => {
    watching = watching.then(watch);
  }, WATCH_INTERVAL_MS);

  return {
    url: server.applicationUrl(NAME),
    ownerUrl,
    shown: ownerUrl,
    embedded: true,
    async stop() {
      stopping = true;
      clearInterval(timer);
      await watching;
      if (!stopAtEnd) return;
      await server.stop();
      removePidFile(options.pidFile);
    },
    kill() {
      if (stopAtEnd) signal(server.pid, "SIGQUIT"); // ends at once and recovers at the next start
    },
  };
}
