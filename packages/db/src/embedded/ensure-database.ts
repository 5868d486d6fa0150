import pg from "pg";
import { errorCode } from "./connection.ts";

const CONNECT_TIMEOUT_MS = 10_000;
/** SQLSTATE of "the database exists": somebody else created it between our question and our command. */
const DUPLICATE_DATABASE = "42P04";

/** Creates the database unless it exists. `url` names any database of the server, with the right to create. */
export async function ensureDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if (errorCode(error) !== DUPLICATE_DATABASE) throw error;
  } finally {
    await client.end();
  }
}
