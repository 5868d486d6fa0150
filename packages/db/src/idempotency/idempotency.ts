import { AppError, assert } from "@careforall/domain/shared";
import { type Db, hasWaitedForRowOf, sql, type Tx } from "../client/index.ts";

export type IdempotentRequest = {
  /** Who asks for what: another caller's equal key is another key. */
  readonly scope: string;
  readonly key: string;
  /** SHA-256 of the canonical request: the same key with another request is an error. */
  readonly requestHash: string;
};

/** A key is swept once in its life; a second turn finds it gone, a third would be a defect of the sweep. */
const CLAIM_TURNS_MAX = 3;

/**
 * Waits until nobody is writing under a key: null when nothing stands under it, else the first answer. It claims the key
 * to find out, so the caller's transaction must be rolled back after a null.
 */
export async function waitForKey(tx: Tx, request: IdempotentRequest): Promise<string | null> {
  for (let turn = 1; turn <= CLAIM_TURNS_MAX; turn++) {
    const claimed = await tx
      .query<{ scope: string }>(
        sql`insert into idempotency_key (scope, key, request_hash, created_at)
            values (${request.scope}, ${request.key}, ${request.requestHash}, ${tx.at})
            on conflict do nothing returning scope`,
      )
      .catch(refuseInFlight);
    if (claimed.length === 1) return null;
    const answer = await findAnswer(tx, request);
    if (answer !== null) return answer;
  }
  throw inFlight(new Error("the key vanished between every claim and its reading"));
}

/** The first answer under a key, as text; null when there is none. Refuses another request under the same key. */
export async function findAnswer(db: Db | Tx, request: IdempotentRequest): Promise<string | null> {
  const [first] = await db.query<{ requestHash: string; response: string | null }>(
    sql`select request_hash as "requestHash", response from idempotency_key
        where scope = ${request.scope} and key = ${request.key}`,
  );
  if (first === undefined) return null;
  if (first.requestHash !== request.requestHash) {
    throw new AppError(
      "unprocessable",
      "idempotency.key_reused",
      "This idempotency key was used for another request. Nothing was written and nothing was charged by this one.",
    );
  }
  assert(first.response !== null, "a committed key has its answer");
  return first.response;
}

/** For a statement that writes a key: a twin that holds it for longer than the lock time-out of 2 s is a 409. */
export function refuseInFlight(error: unknown): never {
  throw hasWaitedForRowOf(error, "idempotency_key") ? inFlight(error) : error;
}

const inFlight = (cause: unknown): AppError =>
  new AppError(
    "conflict",
    "idempotency.in_flight",
    "The first request with this key is still under way. Nothing was charged by this one.",
    { retryAfterS: 1, cause },
  );

/**
 * Forgets answers that were given before `keptHours` ago, the oldest first, at most `limit`; answers how many. Keys that
 * somebody holds now are left for the next time.
 */
export async function sweepKeys(db: Db, keptHours: number, limit: number): Promise<number> {
  const rows = await db.query<{ key: string }>(
    sql`delete from idempotency_key where (scope, key) in
          (select scope, key from idempotency_key
           where created_at < now() - ${keptHours} * interval '1 hour' and finished_at is not null
           order by created_at limit ${limit} for update skip locked)
        returning key`,
  );
  return rows.length;
}
