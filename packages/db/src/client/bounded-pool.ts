import pg from "pg";

/** Why a connection was not to be had: the queue was full, the wait in it too long, or the server not there. */
export type PoolRefusal = "full" | "late" | "unreachable";

export type PoolBounds = {
  /** So many may wait for a connection; who comes then is refused at once. */
  readonly waitingMax: number;
  readonly onRefused: (why: PoolRefusal) => void;
};

/** The `code` of a refusal for want of room; nothing was sent to the database. */
export const POOL_FULL = "POOL_FULL";

const LATE = "timeout exceeded when trying to connect";
const NO_CONNECTION = "Connection terminated due to connection timeout";

class PoolFullError extends Error {
  readonly code = POOL_FULL;
  constructor(waiting: number) {
    super(`${waiting} are waiting for a connection already`);
  }
}

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/**
 * A pool whose queue is bounded: pg's own grows for as long as people come, and everybody in it is late. Queries,
 * transactions and Prisma all take their connections here, so there is no way around it.
 */
export class BoundedPool extends pg.Pool {
  readonly #bounds: PoolBounds;

  constructor(config: pg.PoolConfig, bounds: PoolBounds) {
    super(config);
    this.#bounds = bounds;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    const full = this.#refuseIfFull();
    if (callback === undefined) {
      return full === null
        ? super.connect().catch((error: unknown) => this.#note(error))
        : Promise.reject(full);
    }
    if (full !== null) {
      process.nextTick(callback, full, undefined, () => undefined);
      return undefined;
    }
    super.connect((error, client, done) => {
      if (error !== undefined) this.#bounds.onRefused(whyOf(error));
      callback(error, client, done);
    });
    return undefined;
  }

  #refuseIfFull(): Error | null {
    if (this.waitingCount < this.#bounds.waitingMax) return null;
    this.#bounds.onRefused("full");
    return new PoolFullError(this.waitingCount);
  }

  #note(error: unknown): never {
    this.#bounds.onRefused(whyOf(error));
    throw error;
  }
}

/** pg tells a wait that was too long by its words alone. */
const whyOf = (error: unknown): PoolRefusal =>
  error instanceof Error && error.message === LATE ? "late" : "unreachable";

/** Why an error says that there was no connection, through Prisma's words for it too; null for every other error. */
export function refusalOf(error: unknown): PoolRefusal | null {
  if (!(error instanceof Error)) return null;
  const code = "code" in error ? error.code : null;
  if (code === POOL_FULL) return "full";
  if (error.message.includes(LATE)) return "late";
  const isUnreachable = code === "ECONNREFUSED" || code === "P1001" || error.message.includes(NO_CONNECTION);
  return isUnreachable ? "unreachable" : null;
}
