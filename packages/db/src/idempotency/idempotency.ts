import { AppError, assert } from "@careforall/domain/shared";
import { type Db, sql, type Tx } from "../client/index.ts";

export type IdempotentRequest = {
  /** Who asks for what: another caller's equal key is another key. */
  readonly scope: string;
  readonly key: string;
  /** SHA-256 of the canonical request: the same key with another request is an error. */
  readonly requestHash: string;
};

/** A key is swept once in its life; a second turn finds it gone, a third would be a defect of the sweep. */
const CLAIM_TURNS_MAX = 3;

export type Claim = { readonly outcome: "first" } | { readonly outcome: "replay"; readonly response: string };

/**
 * Claims a key in the caller's transaction. A twin that comes while the first is under way waits on its row until
 * that commits (then it gets the first answer), rolls back (then it does the work), or the lock time-out of 2 s (409).
 */
export async function claimKey(tx: Tx, request: IdempotentRequest): Promise<Claim> {
  for (let turn = 1; turn <= CLAIM_TURNS_MAX; turn++) {
    const claim = await claimOrRead(tx, request);
    if (claim !== null) return claim;
  }
  throw inFlight(new Error("the key vanished between every claim and its reading"));
}

/** Null when the key was there and then swept: it is to be claimed again. */
async function claimOrRead(tx: Tx, request: IdempotentRequest): Promise<Claim | null> {
  const claimed = await tx
    .query<{ scope: string }>(
      sql`insert into idempotency_key (scope, key, request_hash, created_at)
          values (${request.scope}, ${request.key}, ${request.requestHash}, ${tx.at})
          on conflict do nothing returning scope`,
    )
    .catch((error: unknown) => {
      throw isLockTimeout(error) ? inFlight(error) : error;
    });
  if (claimed.length === 1) return { outcome: "first" };

  const [first] = await tx.query<{ requestHash: string; response: string | null }>(
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
  return { outcome: "replay", response: first.response };
}

/** Stores the first answer beside the key, in the transaction that made it true. */
export async function finishKey(tx: Tx, request: IdempotentRequest, response: string): Promise<void> {
  await tx.query(
    sql`update idempotency_key set response = ${response}, finished_at = ${tx.at}
        where scope = ${request.scope} and key = ${request.key}`,
  );
}

const isLockTimeout = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === "55P03";

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
