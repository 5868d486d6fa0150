import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { migrate, readMigrations } from "./index.ts";

// Prisma's own command line is what developers use; databases made by our runner must look right to it.

const PACKAGE = path.join(import.meta.dirname, "../..");
const CLI_TIMEOUT_MS = 60_000;
const run = promisify(execFile);

let ours: TestDatabase;
let empty: TestDatabase;

beforeAll(async () => {
  ours = await createTestDatabase();
  empty = await createTestDatabase({ ...inject("testCluster"), template: "template0" });
});

afterAll(async () => {
  await ours.drop();
  await empty.drop();
});

/** Rejects when the command ends with anything but 0. */
async function prisma(database: TestDatabase, ...words: string[]): Promise<string> {
  const { stdout } = await run(path.join(PACKAGE, "node_modules/.bin/prisma"), words, {
    cwd: PACKAGE,
    timeout: CLI_TIMEOUT_MS,
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      PRISMA_SCHEMA_ENGINE_BINARY: path.join(PACKAGE, "scripts/schema-engine.mjs"),
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
      // The engine is a script that finds its Node by name.
      PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env["PATH"]}`,
    },
  });
  return stdout;
}

test("`prisma migrate status` and `deploy` find nothing to do in a database made by our runner", async () => {
  await expect(prisma(ours, "migrate", "status")).resolves.toMatch(/up to date/);
  await expect(prisma(ours, "migrate", "deploy")).resolves.toMatch(/No pending migrations/);
});

test("the database made by the migrations is exactly the one that the schema describes", async () => {
  const words = [
    "migrate",
    "diff",
    "--from-config-datasource",
    "--to-schema",
    "prisma/schema",
    "--exit-code",
  ];
  await expect(prisma(ours, ...words)).resolves.toMatch(/No difference/);
});

test("our runner finds nothing to do in a database made by `prisma migrate deploy`", async () => {
  const names = readMigrations().map(({ name }) => name);
  expect(names).not.toEqual([]);
  await expect(prisma(empty, "migrate", "deploy")).resolves.toMatch(/successfully applied/);
  await expect(migrate(empty.url)).resolves.toEqual({ applied: [] });
});

test("the comparison can fail: a table that the schema does not know is reported", async () => {
  const client = new pg.Client({ connectionString: ours.url });
  await client.connect();
  await client.query("create table stranger (id int primary key)");
  await client.end();
  const words = [
    "migrate",
    "diff",
    "--from-config-datasource",
    "--to-schema",
    "prisma/schema",
    "--exit-code",
  ];
  await expect(prisma(ours, ...words)).rejects.toMatchObject({ code: 2 });
});
