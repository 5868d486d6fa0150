import type { Db } from "./client.ts";
import type { Statement } from "./sql.ts";

/** A search reads what people typed against many rows: whoever types cleverly gets no more of the database than this. */
const SEARCH_TIMEOUT_MS = 2_000;

/** Runs a search; PostgreSQL ends it after two seconds, with the code 57014. In a transaction, so that the limit is its own. */
export async function querySearch<Row>(db: Db, statement: Statement): Promise<readonly Row[]> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(`begin read only; set local statement_timeout = ${SEARCH_TIMEOUT_MS}`);
    const { rows } = await client.query({ ...statement, values: [...statement.values] });
    await client.query("commit");
    return rows as Row[];
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}
