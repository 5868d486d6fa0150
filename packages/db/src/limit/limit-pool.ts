import pg from "pg";

/** Counting is one statement of a fraction of a millisecond on one row. */
const POOL_MAX = 2;
/** Whoever waits for longer than this is judged without the shared count. */
const WAIT_MAX_MS = 1_000;
const STATEMENT_TIMEOUT_MS = 1_000;

/** The table of the migration; the limiter's library names its columns. */
export const RATE_LIMIT_TABLE = "rate_limit";

/**
 * Connections on which requests are counted, beside those of donors: a crowd at the limits must not take a place in the
 * queue of those who give. Numbers come as pg gives them, since the library calculates with them.
 */
export function createLimitPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_MAX,
    application_name: "careforall limits",
    connectionTimeoutMillis: WAIT_MAX_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
  });
  pool.on("error", () => undefined);
  pool.on("connect", (client) => void client.on("error", () => undefined));
  return pool;
}
