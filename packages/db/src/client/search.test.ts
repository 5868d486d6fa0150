import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "../testing/index.ts";
import { createDb, querySearch, sql } from "./index.ts";

const database = await createTestDatabase();
const db = createDb(database.url, { poolMax: 1 });
afterAll(async () => {
  await db.close();
  await database.drop();
});

const timeout = sql`select current_setting('statement_timeout') as ms`;

/** Shorter than the ten seconds of every other statement, which must not be what ends it. */
const TEST_TIMEOUT_MS = 8_000;

test(
  "S-99: a search is ended after two seconds, and only a search",
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    expect(await querySearch(db, timeout)).toEqual([{ ms: "2s" }]);
    expect(await db.query(timeout)).toEqual([{ ms: "10s" }]);
    await expect(querySearch(db, sql`select pg_sleep(9)`)).rejects.toMatchObject({ code: "57014" });
    // The one connection is whole again, and as it was.
    expect(await db.query(timeout)).toEqual([{ ms: "10s" }]);
  },
);

test("a search changes nothing", async () => {
  await expect(querySearch(db, sql`create table x (y int)`)).rejects.toMatchObject({ code: "25006" });
});
