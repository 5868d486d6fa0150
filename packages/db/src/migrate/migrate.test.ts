import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, inject, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { migrate, migrationsAtHead } from "./index.ts";

let database: TestDatabase;
let folder: string;

/** Clones the empty template0: these tests bring their own migrations. */
beforeEach(async () => {
  database = await createTestDatabase({ ...inject("testCluster"), template: "template0" });
  folder = mkdtempSync(path.join(tmpdir(), "careforall-migrations-"));
});

/** The queue's own connection closes a moment after its migrations; dropped under it, its end would be an error. */
afterEach(async () => {
  await vi.waitFor(requireAlone, { timeout: 5_000 });
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, "migration.sql"), sql);
}

async function ask<Row extends object>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function requireAlone(): Promise<void> {
  const others = await ask(
    "select pid from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()",
  );
  if (others.length > 0) throw new Error(`${others.length} are still connected`);
}

test("applies each migration once, in order, and the queue's tables with them", async () => {
  write("2_second", "alter table a add column b int");
  write("1_first", "create table a ()");
  expect(await migrationsAtHead(database.url, folder)).toMatchObject({
    atHead: false,
    queue: false,
    pending: ["1_first", "2_second"],
  });
  expect(await migrate(database.url, folder)).toEqual({ applied: ["1_first", "2_second"] });
  expect(await migrate(database.url, folder)).toEqual({ applied: [] });
  expect(await migrationsAtHead(database.url, folder)).toEqual({
    atHead: true,
    pending: [],
    failed: [],
    queue: true,
  });
});

test("two processes that migrate at the same moment apply everything once", async () => {
  write("1_first", "create table a (); select pg_sleep(0.2)");
  const reports = await Promise.all([migrate(database.url, folder), migrate(database.url, folder)]);
  expect(reports.flatMap(({ applied }) => applied)).toEqual(["1_first"]);
});

test("a body with semicolons and a transaction of its own is run as written", async () => {
  write(
    "1_first",
    "create function f() returns int language plpgsql as $$ begin perform 1; return 2; end $$;",
  );
  write("2_second", "begin; create table a (); commit;");
  await migrate(database.url, folder);
  expect(await ask("select f() as two, to_regclass('a') is not null as made")).toEqual([
    { two: 2, made: true },
  ]);
});

test("a failed migration that left nothing is named, is not at head, and runs again once corrected", async () => {
  write("1_first", "create table a (); select nonsense");
  await expect(migrate(database.url, folder)).rejects.toThrow(
    /Migration 1_first failed.*nonsense.*rolled back whole/s,
  );
  expect(await migrationsAtHead(database.url, folder)).toMatchObject({ atHead: false, pending: ["1_first"] });
  write("1_first", "create table a ()");
  expect(await migrate(database.url, folder)).toEqual({ applied: ["1_first"] });
});

test("a failed migration that may have left something waits for a person and says what to type", async () => {
  write("1_first", "begin; create table a (); commit; begin; select nonsense; commit;");
  const advice = /prisma migrate resolve --rolled-back 1_first/;
  await expect(migrate(database.url, folder)).rejects.toThrow(advice);
  await expect(migrate(database.url, folder)).rejects.toThrow(advice);
  expect(await migrationsAtHead(database.url, folder)).toMatchObject({ atHead: false, failed: ["1_first"] });
});

test("an applied migration that was edited is refused", async () => {
  write("1_first", "create table a ()");
  await migrate(database.url, folder);
  write("1_first", "create table a (b int)");
  await expect(migrate(database.url, folder)).rejects.toThrow(/1_first was edited after it was applied/);
});

test("a database that is ahead of this code is at head: deploys overlap", async () => {
  write("1_first", "create table a ()");
  write("2_second", "create table b ()");
  await migrate(database.url, folder);
  rmSync(path.join(folder, "2_second"), { recursive: true });
  expect(await migrationsAtHead(database.url, folder)).toMatchObject({ atHead: true });
});
