import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import type { TestCluster } from "./template.ts";

export interface TestDatabase {
  /** As the owner of the tables. */
  readonly url: string;
  /** As the role of web and worker. */
  readonly applicationUrl: string;
  /** Disconnects whoever is left and removes the database. */
  readonly drop: () => Promise<void>;
}

async function administer(cluster: TestCluster, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * A migrated database for one test file alone. FILE_COPY takes about a tenth of a second; PostgreSQL's default
 * would write every page of the template to the log.
 */
export async function createTestDatabase(
  cluster: TestCluster = inject("testCluster"),
): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await administer(
    cluster,
    `create database ${name} template ${cluster.template} strategy file_copy`,
    // What a template's tables allow is copied, what it allows as a database is not.
    `revoke temporary on database ${name} from public`,
  );
  return {
    url: inDatabase(cluster.url, name),
    applicationUrl: inDatabase(cluster.applicationUrl, name),
    drop: () => administer(cluster, `drop database if exists ${name} with (force)`),
  };
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
