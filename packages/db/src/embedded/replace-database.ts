import pg from "pg";

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Removes the database `to` with whoever is connected to it, and gives its name to `from`, which nobody may use
 * meanwhile. Without `from` it only removes. `url` names a third database of the server, with the right to do so.
 */
export async function replaceDatabase(
  url: string,
  { from, to }: { readonly from: string | null; readonly to: string },
): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  await client.connect();
  try {
    await client.query(`drop database if exists ${pg.escapeIdentifier(to)} with (force)`);
    if (from === null) return;
    await client.query(`alter database ${pg.escapeIdentifier(from)} rename to ${pg.escapeIdentifier(to)}`);
  } finally {
    await client.end();
  }
}
