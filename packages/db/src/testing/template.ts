import pg from "pg";
import { type EmbeddedServer, ensureDatabase } from "../embedded/index.ts";
import { prepareDatabase } from "../migrate/index.ts";

export const TEMPLATE_DATABASE = "careforall_template";

/** What a test process must know to make its own databases. */
export interface TestCluster {
  /** URL of the maintenance database, with the right to create databases. */
  readonly url: string;
  /** URL of the template's database for the application's role; others differ by the name at its end. */
  readonly applicationUrl: string;
  readonly template: string;
}

/** What test/global-setup.ts provides and a test injects. */
declare module "vitest" {
  export interface ProvidedContext {
    testCluster: TestCluster;
  }
}

/** Migrates one database and closes it to connections, since a database in use cannot be cloned. */
export async function createTemplate({ url: urlOf, applicationUrl }: EmbeddedServer): Promise<TestCluster> {
  await ensureDatabase(urlOf(), TEMPLATE_DATABASE);
  const url = applicationUrl(TEMPLATE_DATABASE);
  await prepareDatabase({ ownerUrl: urlOf(TEMPLATE_DATABASE), url });
  const client = new pg.Client({ connectionString: urlOf() });
  await client.connect();
  try {
    const name = pg.escapeIdentifier(TEMPLATE_DATABASE);
    await client.query(`alter database ${name} with allow_connections false is_template true`);
  } finally {
    await client.end();
  }
  return { url: urlOf(), applicationUrl: url, template: TEMPLATE_DATABASE };
}
