import pg from "pg";
import { destroyEmbedded, ensureDatabase, signal, startEmbedded } from "@careforall/db/embedded";
import { prepareDatabase } from "@careforall/db/migrate";
import { postgresIn, type Undo } from "@careforall/world";

const TEMPLATE = "bench_template";

/** PostgreSQL of this run. Each part of the bench has a database of its own, so no backlog of one reaches another. */
export type Cluster = {
  readonly version: string;
  /** Its URL as the owner of the tables, who plants. */
  readonly createDatabase: (name: string) => Promise<string>;
  /** The same database as the role that the product, and what it is measured beside, sign in as. */
  readonly applicationUrl: (ownerUrl: string) => string;
};

/** Real PostgreSQL with its defaults: fsync and synchronous_commit are on, and that is checked, not assumed. */
export async function startCluster(folder: string, port: number, undo: Undo): Promise<Cluster> {
  const dataDir = postgresIn(folder);
  const server = await startEmbedded({ dataDir, preferredPort: port });
  undo.add({ stop: () => destroyEmbedded(dataDir), kill: () => signal(server.pid, "SIGQUIT") });
  await ensureDatabase(server.url(), TEMPLATE);
  await prepareDatabase({ ownerUrl: server.url(TEMPLATE), url: server.applicationUrl(TEMPLATE) });
  const version = await checkDurable(server.url());
  return {
    version,
    createDatabase: async (name) => {
      await administer(server.url(), (client) =>
        client.query(`create database ${pg.escapeIdentifier(name)} template ${TEMPLATE} strategy file_copy`),
      );
      return server.url(name);
    },
    applicationUrl: (ownerUrl) => server.applicationUrl(new URL(ownerUrl).pathname.slice(1)),
  };
}

async function administer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

type Row = {
  readonly version: string;
  readonly fsync: string;
  readonly commit: string;
  readonly pages: string;
};

const checkDurable = (url: string): Promise<string> =>
  administer(url, async (client) => {
    const { rows } = await client.query<Row>(
      `select current_setting('server_version') as version, current_setting('fsync') as fsync,
              current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages`,
    );
    const [found] = rows;
    if (found?.fsync !== "on" || found.commit !== "on" || found.pages !== "on")
      throw new Error(
        "fsync, synchronous_commit and full_page_writes must be on: nothing else is a measurement",
      );
    return found.version;
  });
