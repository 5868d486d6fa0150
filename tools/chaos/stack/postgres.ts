import {
  destroyEmbedded,
  type EmbeddedServer,
  ensureDatabase,
  signal,
  startEmbedded,
} from "@careforall/db/embedded";
import { migrate } from "@careforall/db/migrate";
import { postgresIn, type Undo } from "@careforall/world";

const DATABASE = "careforall";

/** PostgreSQL with its defaults (fsync and synchronous_commit on), which can be killed and comes back by itself. */
export type Postgres = {
  /** Past the proxy: for the run's own questions. */
  readonly directUrl: string;
  /** SIGKILL for the whole cluster; answers when it has recovered. */
  readonly killAndRecover: () => Promise<void>;
};

export async function startPostgres(folder: string, port: number, undo: Undo): Promise<Postgres> {
  const dataDir = postgresIn(folder);
  const start = (): Promise<EmbeddedServer> =>
    startEmbedded({ dataDir, preferredPort: port, flags: ["-c", "max_connections=200"] });
  let server = await start();
  undo.add({ stop: () => destroyEmbedded(dataDir), kill: () => signal(server.pid, "SIGQUIT") });
  if (server.port !== port) throw new Error(`port ${port} was taken while PostgreSQL started`);
  await ensureDatabase(server.url(), DATABASE);
  const directUrl = server.url(DATABASE);
  await migrate(directUrl);
  return {
    directUrl,
    killAndRecover: async () => {
      signal(server.pid, "SIGKILL");
      server = await start();
    },
  };
}
