import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "../generated/client.ts";
import type { Statement } from "./sql.ts";

/** PostgreSQL's int8 and numeric would come as text; our amounts are bigint. */
const INT8_OID = 20;

const CONNECT_TIMEOUT_MS = 5_000;
/** No statement of a request may hold a connection for longer. */
const STATEMENT_TIMEOUT_MS = 10_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;
/** No statement waits longer for somebody else's lock; whoever wrote it may then run it again, or tell its caller to. */
const LOCK_TIMEOUT_MS = 2_000;

/**
 * The database of one process. `prisma` reads for pages; everything that decides about money runs as SQL inside
 * `withTransaction` on the same pool (docs/adr: an interactive Prisma transaction costs 2 to 4 times as much).
 */
export type Db = {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  query<Row>(statement: Statement): Promise<readonly Row[]>;
  close(): Promise<void>;
};

export function createDb(url: string, options: { poolMax?: number; applicationName?: string } = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolMax ?? 10,
    application_name: options.applicationName ?? "careforall",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    types: { getTypeParser: parserOf },
  });
  // An idle connection that the server closes is not an error of any request: the pool opens another.
  pool.on("error", () => undefined);
  // A connection that breaks while it is in use fails its query; without a listener it would end the process too.
  pool.on("connect", (client) => void client.on("error", () => undefined));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    url,
    pool,
    prisma,
    query: async <Row>(statement: Statement) =>
      (await pool.query({ ...statement, values: [...statement.values] })).rows as Row[],
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

const parserOf: pg.CustomTypesConfig["getTypeParser"] = (oid, format) =>
  oid === INT8_OID && format !== "binary"
    ? (text: string) => BigInt(text)
    : pg.types.getTypeParser(oid, format);
