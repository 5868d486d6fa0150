import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type EmbeddedServer, freePort, startEmbedded, waitUntilGone } from "../embedded/index.ts";
import { createOwnedFolder, type OwnedFolder } from "../testing/owned-folder.ts";
import { createDb, sql, withTransaction } from "./index.ts";

// On a server of its own that is as durable as it is shipped: those of the other tests are not.

let owned: OwnedFolder;
beforeEach(() => (owned = createOwnedFolder()));
afterEach(() => owned.destroy());

const start = async (): Promise<EmbeddedServer> =>
  startEmbedded({ dataDir: owned.postgres, preferredPort: await freePort() });

const ROUNDS = 3;

test("what a transaction has acknowledged is there after the whole cluster is killed at once", async () => {
  let server = await start();
  const setUp = new pg.Client({ connectionString: server.url() });
  await setUp.connect();
  await setUp.query("create table promise (nr int primary key)");
  await setUp.end();
  for (let nr = 1; nr <= ROUNDS; nr++) {
    const db = createDb(server.url(), { poolMax: 1 });
    await withTransaction(db, (tx) => tx.query(sql`insert into promise (nr) values (${nr})`));
    process.kill(server.pid, "SIGKILL");
    expect(await waitUntilGone([server.pid], 5_000)).toBe(true);
    await db.close();
    server = await start();
    const again = createDb(server.url(), { poolMax: 1 });
    expect(await again.query<{ nr: number }>(sql`select nr from promise order by nr`)).toHaveLength(nr);
    await again.close();
  }
});
