import pg from "pg";
import { expect, test } from "vitest";
import { migrationsAtHead } from "../migrate/index.ts";
import { createTestDatabase } from "./index.ts";

test("a test database is migrated, is a database of its own, and is gone after drop", async () => {
  const [a, b] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  expect(a.url).not.toBe(b.url);
  expect(await migrationsAtHead(a.url)).toMatchObject({ atHead: true });
  const left = new pg.Client({ connectionString: a.url });
  left.on("error", () => {}); // dropping disconnects it, which is part of what is tested
  await left.connect();
  await a.drop();
  await b.drop();
  await expect(migrationsAtHead(a.url)).rejects.toThrow(/does not exist/);
  await left.end().catch(() => {});
});
