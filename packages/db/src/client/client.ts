import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "../generated/client.ts";
import { BoundedPool, type PoolRefusal, refusalOf } from "./bounded-pool.ts";
import type { Statement } from "./sql.ts";

/** PostgreSQL's int8 and numeric would come as text; our amounts are bigint. */
const INT8_OID = 20;

/** For a connection to be made, or to come free. */
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
  /** Tells of whoever waited for another's read that got no connection; of other errors nothing. */
  noteRefusal(error: unknown): void;
  /** Opens as many connections as there may be; with `keepsOpen` they stay, and a crowd need not wait for them. */
  open(): Promise<void>;
  close(): Promise<void>;
};

export type DbOptions = {
  readonly poolMax?: number;
  readonly applicationName?: string;
  /** Connections that nobody uses stay open, instead of for ten seconds. */
  readonly keepsOpen?: boolean;
  /** So many may wait for a connection; more are refused at once. Without it, nobody is. */
  readonly waitingMax?: number;
  /** How long they may wait. */
  readonly waitMaxMs?: number;
  /** Told of everybody who got no connection. */
  readonly onRefused?: (why: PoolRefusal) => void;
};

export function createDb(url: string, options: DbOptions = {}): Db {
  const { waitingMax = Number.POSITIVE_INFINITY, onRefused = () => undefined } = options;
  const max = options.poolMax ?? 10;
  const config = {
    connectionString: url,
    max,
    min: options.keepsOpen === true ? max : 0,
    application_name: options.applicationName ?? "careforall",
    connectionTimeoutMillis: options.waitMaxMs ?? CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    types: { getTypeParser: parserOf },
  };
  const pool = new BoundedPool(config, { waitingMax, onRefused });
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
    noteRefusal: (error) => {
      const why = refusalOf(error);
      if (why !== null) onRefused(why);
    },
    open: async () => {
      // Each takes one before the first is given back.
      const taken = await Promise.allSettled(Array.from({ length: max }, () => pool.connect()));
      for (const one of taken) if (one.status === "fulfilled") one.value.release();
      for (const one of taken) if (one.status === "rejected") throw one.reason;
    },
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
