import {
  destroyEmbedded,
  type EmbeddedServer,
  ensureDatabase,
  signal,
  startEmbedded,
} from "@careforall/db/embedded";
import { createDb } from "@careforall/db/client";
import { prepareDatabase } from "@careforall/db/migrate";
import { postgresIn, type Undo } from "@careforall/world";
import { type MaybeDisk, mountSmallDisk } from "./small-disk.ts";

const DATABASE = "careforall";

/** PostgreSQL with its defaults (fsync and synchronous_commit on), which can be killed and comes back by itself. */
export type Postgres = {
  /** Past the proxy, as the owner of the tables: for the run's own questions. */
  readonly directUrl: string;
  /** What web and worker are told, but for the port. */
  readonly applicationUrl: string;
  /** SIGKILL for the whole cluster; answers when it has recovered. */
  readonly killAndRecover: () => Promise<void>;
  /** What its tables lie on. */
  readonly disk: MaybeDisk;
};

export async function startPostgres(folder: string, port: number, undo: Undo): Promise<Postgres> {
  const dataDir = postgresIn(folder);
  const start = (): Promise<EmbeddedServer> =>
    startEmbedded({ dataDir, preferredPort: port, flags: ["-c", "max_connections=200"] });
  let server = await start();
  undo.add({ stop: () => destroyEmbedded(dataDir), kill: () => signal(server.pid, "SIGQUIT") });
  if (server.port !== port) throw new Error(`port ${port} was taken while PostgreSQL started`);
  await ensureDatabase(server.url(), DATABASE);
  const disk = await moveToSmallDisk(folder, server.url());
  const directUrl = server.url(DATABASE);
  const applicationUrl = server.applicationUrl(DATABASE);
  await prepareDatabase({ ownerUrl: directUrl, url: applicationUrl });
  return {
    directUrl,
    applicationUrl,
    disk,
    killAndRecover: async () => {
      signal(server.pid, "SIGKILL");
      server = await start();
    },
  };
}

/** The empty database moves to a disk that can be full; one that is made of nothing but memory costs no time. */
async function moveToSmallDisk(folder: string, url: string): Promise<MaybeDisk> {
  const db = createDb(url, { poolMax: 1, applicationName: "careforall chaos" });
  try {
    const found = await mountSmallDisk(folder, db);
    if (found.disk !== null)
      await db.pool.query(`alter database ${DATABASE} set tablespace ${found.tablespace}`);
    return found;
  } finally {
    await db.close();
  }
}
