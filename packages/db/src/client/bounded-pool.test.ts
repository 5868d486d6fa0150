import { afterAll, afterEach, expect, test } from "vitest";
import { createTestDatabase } from "../testing/index.ts";
import { createDb, type Db, POOL_FULL, type PoolRefusal, sql, withTransaction } from "./index.ts";

const database = await createTestDatabase();
afterAll(database.drop);

let db: Db;
let refusals: PoolRefusal[] = [];
afterEach(async () => {
  await db.close();
  refusals = [];
});

type Bounds = {
  poolMax?: number;
  keepsOpen?: boolean;
  waitingMax?: number;
  waitMaxMs?: number;
  url?: string;
};
const open = (more: Bounds = {}): Db => {
  const { url = database.url, ...bounds } = more;
  db = createDb(url, { poolMax: 1, waitingMax: 2, onRefused: (why) => refusals.push(why), ...bounds });
  return db;
};
const answer = () => db.query<{ one: number }>(sql`select 1 as one`);
/** The server's processes behind the pool's connections. */
const idsOf = async (): Promise<readonly number[]> => {
  const clients = await Promise.all(Array.from({ length: db.pool.totalCount }, () => db.pool.connect()));
  const rows = await Promise.all(
    clients.map((client) => client.query<{ pid: number }>("select pg_backend_pid() as pid")),
  );
  for (const client of clients) client.release();
  return rows.map(({ rows: [row] }) => row?.pid ?? 0).toSorted((a, b) => a - b);
};
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "done",
    (error: { code?: unknown }) => error.code,
  );

test("the queue is as long as it may be: who comes then is refused at once, and those in it are served in their order", async () => {
  open();
  const holder = await db.pool.connect();
  const served: string[] = [];
  const waiting = ["first", "second"].map(async (name) => {
    await answer();
    served.push(name);
  });
  // While the only connection is held nobody can be served: these are refused without waiting for it.
  expect(await codeOf(answer())).toBe(POOL_FULL);
  expect(await codeOf(withTransaction(db, async () => 1))).toBe(POOL_FULL);
  await expect(db.prisma.campaign.count()).rejects.toThrow(/waiting for a connection/);
  expect([db.pool.waitingCount, served]).toEqual([2, []]);
  expect(refusals).toEqual(["full", "full", "full"]);

  holder.release();
  await Promise.all(waiting);
  expect(served).toEqual(["first", "second"]);
  expect(await answer()).toEqual([{ one: 1 }]);
});

test("whoever waits for too long leaves the queue, and makes room in it", async () => {
  open({ waitMaxMs: 500 });
  const holder = await db.pool.connect();
  await expect(answer()).rejects.toThrow("timeout exceeded");
  expect([db.pool.waitingCount, refusals]).toEqual([0, ["late"]]);
  holder.release();
  expect(await answer()).toEqual([{ one: 1 }]);
});

test("a server that is not there is told apart from a crowd", async () => {
  const nowhere = new URL(database.url);
  nowhere.port = "1";
  open({ url: nowhere.href });
  expect(await codeOf(answer())).toBe("ECONNREFUSED");
  await expect(db.pool.connect()).rejects.toThrow("ECONNREFUSED");
  expect(refusals).toEqual(["unreachable", "unreachable"]);
});

test("without a bound everybody waits", async () => {
  db = createDb(database.url, { poolMax: 1 });
  const many = Array.from({ length: 50 }, answer);
  expect(db.pool.waitingCount).toBeGreaterThan(40);
  await Promise.all(many);
});

test("a pool that was opened has every connection that it may have before anybody asks, and keeps it", async () => {
  open({ poolMax: 4, keepsOpen: true, waitingMax: 10 });
  await db.open();
  expect([db.pool.totalCount, db.pool.idleCount]).toEqual([4, 4]);
  const before = await idsOf();
  const holders = await Promise.all(Array.from({ length: 4 }, () => db.pool.connect()));
  expect(db.pool.totalCount).toBe(4);
  for (const holder of holders) holder.release();
  expect(await idsOf()).toEqual(before);
});

test("opening says so when the server is not there, and leaves nothing open", async () => {
  const nowhere = new URL(database.url);
  nowhere.port = "1";
  open({ poolMax: 4, keepsOpen: true, url: nowhere.href });
  expect(await codeOf(db.open())).toBe("ECONNREFUSED");
  expect(db.pool.totalCount).toBe(0);
});
