import pg from "pg";

const CONNECT_TIMEOUT_MS = 5_000;

/** Why a database cannot be used ("ECONNREFUSED: …"), or null when it answers. The password is in no answer. */
export async function connectionProblem(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on("error", () => {}); // losing it later is noticed by those who use it
  try {
    await client.connect();
    await client.query("select 1");
    return null;
  } catch (error) {
    // A name with several addresses fails with one error per address; the first says enough.
    const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
    return first instanceof Error ? first.message : String(first);
  } finally {
    await client.end().catch(() => {}); // it never was open
  }
}
