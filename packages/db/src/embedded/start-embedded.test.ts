import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  destroyEmbedded,
  ensureDatabase,
  freePort,
  startEmbedded,
  storedUrl,
  type EmbeddedServer,
} from "./index.ts";
import { createOwnedFolder, type OwnedFolder } from "../testing/owned-folder.ts";
import { isRunning, processesIn, waitUntilGone } from "./processes.ts";

let owned: OwnedFolder;
let dataDir: string;

beforeEach(() => {
  owned = createOwnedFolder();
  dataDir = owned.postgres;
});

afterEach(() => owned.destroy());

async function start(): Promise<EmbeddedServer> {
  return startEmbedded({ dataDir, preferredPort: await freePort() });
}

async function ask<Row extends object>(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {}); // the tests kill servers under open connections
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

async function kill(pid: number): Promise<void> {
  process.kill(pid, "SIGKILL");
  expect(await waitUntilGone([pid], 5_000)).toBe(true);
}

test("a first start makes a durable UTF-8 cluster that only this machine and this user can enter", async () => {
  const server = await start();
  const [row] = await ask(
    server.url(),
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
            current_setting('listen_addresses') as listens, datcollate as locale, datlocprovider as provider
       from pg_database where datname = current_database()`,
  );
  expect(row).toEqual({ fsync: "on", commit: "on", listens: "127.0.0.1", locale: "C.UTF-8", provider: "c" });
  for (const secret of ["superuser-password", "application-password"])
    expect(statSync(path.join(dataDir, secret)).mode & 0o777).toBe(0o600);
  await expect(ask(server.url().replace(/:[^:@]+@/, ":postgres@"), "select 1")).rejects.toThrow(/password/);
  expect(storedUrl(dataDir, "x")).toBe(server.url("x"));
});

test("a second start reuses the running server, a start after a stop keeps port and data", async () => {
  const first = await start();
  await ensureDatabase(first.url(), "kept");
  await ensureDatabase(first.url(), "kept");
  const second = await start();
  expect(second).toMatchObject({ reused: true, pid: first.pid, port: first.port });
  // As it was before there was a role for web and worker.
  await ask(first.url(), "drop role careforall_app");
  rmSync(path.join(dataDir, "application-password"));
  await first.stop();
  expect(isRunning(first.pid)).toBe(false);
  const third = await start();
  expect(third).toMatchObject({ reused: false, port: first.port });
  await expect(ask(third.url("kept"), "select 1 as one")).resolves.toEqual([{ one: 1 }]);
  const me = ask(third.applicationUrl("kept"), "select current_user::text as me");
  await expect(me).resolves.toEqual([{ me: "careforall_app" }]);
});

test("starts at the same moment, also right after a crash, share one server", async () => {
  const [a, b, c] = await Promise.all([start(), start(), start()]);
  expect([b.pid, c.pid]).toEqual([a.pid, a.pid]);
  expect([a, b, c].filter(({ reused }) => !reused)).toHaveLength(1);
  await kill(a.pid);
  const [d, e] = await Promise.all([start(), start()]);
  expect([d.pid === a.pid, e.pid]).toEqual([false, d.pid]);
});

test("after SIGKILL of the postmaster, with a busy orphan left, committed rows are there again", async () => {
  const server = await start();
  await ask(server.url(), "create table gift (id int)");
  await ask(server.url(), "insert into gift values (7)");
  const busy = ask(server.url(), "select count(*) from generate_series(1, 1e12::bigint)").catch(
    () => "cut off",
  );
  await expect
    .poll(
      async () => (await ask(server.url(), "select from pg_stat_activity where query like '%1e12%'")).length,
    )
    .toBeGreaterThan(1);
  await kill(server.pid);
  const again = await start();
  await expect(busy).resolves.toBe("cut off");
  await expect(ask(again.url(), "select id from gift")).resolves.toEqual([{ id: 7 }]);
});

test("a postmaster.pid whose number now belongs to another program does not prevent the start", async () => {
  const server = await start();
  const file = path.join(dataDir, "cluster/postmaster.pid");
  const text = readFileSync(file, "utf8");
  await kill(server.pid);
  writeFileSync(file, text.replace(String(server.pid), String(process.pid)));
  expect((await start()).reused).toBe(false);
});

test("a taken port is left to its owner and another one chosen", async () => {
  const port = await freePort();
  const owner = await new Promise<Server>((resolve) => {
    const taken = createServer().listen(port, "127.0.0.1", () => resolve(taken));
  });
  try {
    const server = await startEmbedded({ dataDir, preferredPort: port });
    expect(server.port).not.toBe(port);
    await expect(ask(server.url(), "select 1 as one")).resolves.toEqual([{ one: 1 }]);
  } finally {
    owner.close();
  }
});

test("a port that an outgoing connection holds for a moment is waited for: clients know it", async () => {
  const first = await start();
  await first.stop();
  const peer = createServer((socket) => socket.resume().on("error", () => {}));
  await new Promise<void>((resolve) => peer.listen(0, "127.0.0.1", resolve));
  const address = peer.address();
  if (address === null || typeof address === "string") throw new Error("the peer listens on no port");
  const passing = connect({ port: address.port, host: "127.0.0.1", localPort: first.port });
  passing.on("error", () => {}); // it is cut off below
  await new Promise<void>((resolve) => passing.once("connect", resolve));
  setTimeout(() => passing.resetAndDestroy(), 500);
  expect((await start()).port).toBe(first.port);
  peer.close();
});

test("data of another major version is refused with both versions and both ways out", async () => {
  await (await start()).stop();
  writeFileSync(path.join(dataDir, "cluster/PG_VERSION"), "17\n");
  await expect(start()).rejects.toThrow(
    /made by PostgreSQL 17, but the binaries here are PostgreSQL 18.*delete/s,
  );
});

test("a lost password file is named instead of starting over an unreachable database", async () => {
  await (await start()).stop();
  rmSync(path.join(dataDir, "superuser-password"));
  await expect(start()).rejects.toThrow(/superuser-password is missing/);
});

test.runIf(process.getuid?.() === 0)(
  "root with a private home gets data and binaries that postgres can reach",
  async () => {
    chmodSync(owned.folder, 0o700);
    const server = await start();
    await expect(ask(server.url(), "show data_directory")).resolves.toEqual([
      { data_directory: expect.stringMatching(/^\/var\/tmp\/careforall-data-/) },
    ]);
  },
);

test("S-102 what the server logs of a row that it refused names the rule and no word of the row", async () => {
  const server = await start();
  await ask(
    server.url(),
    "create table reader (address text constraint one_each unique check (address <> $$x$$))",
  );
  const add = (address: string) => ask(server.url(), "insert into reader values ($1)", [address]);
  await add("rina@example.org");
  await expect(add("rina@example.org")).rejects.toMatchObject({ constraint: "one_each" });
  const log = readFileSync(path.join(dataDir, "postgres.log"), "utf8");
  expect(log).toContain("one_each");
  expect(log).not.toContain("rina");
});

test("destroying leaves neither processes nor files", async () => {
  const server = await start();
  await destroyEmbedded(dataDir);
  expect(isRunning(server.pid)).toBe(false);
  expect(processesIn(path.join(dataDir, "cluster"))).toEqual([]);
  expect(() => statSync(dataDir)).toThrow(/ENOENT/);
});
