import { hash } from "node:crypto";
import { AppError } from "@careforall/domain/shared";
import { retryTransient, withTransaction, type Tx } from "@careforall/db/client";
import { findAnswer, type IdempotentRequest, waitForKey } from "@careforall/db/idempotency";
import { killPoint } from "@careforall/db/kill-point";
import type { Context, StoredAnswer } from "../context/index.ts";
import { envelopeText, readEnvelope } from "./envelope.ts";

/** An idempotency key with its scope: `rest:pledge.create`, `form:pledge.create`. */
export type Key = { readonly scope: string; readonly key: string };

/** What is decided and not written yet. */
export type Prepared<T extends object> = {
  readonly at: Date;
  readonly data: T;
  /**
   * Writes key, answer and effect in one statement. `answered`: the key had its answer already. `expired`: what the key
   * made stands, and its answer is forgotten; only the row that keeps the key itself can know that.
   */
  readonly write: (answer: string) => Promise<"written" | "answered" | "expired">;
};

export type IdempotentVerb<T extends object> = {
  /** Reads and decides. Throws the refusal. */
  readonly prepare: (request: IdempotentRequest) => Promise<Prepared<T>>;
  /** Whether the key has ever made something, however long ago. */
  readonly hasMade: (tx: Tx) => Promise<boolean>;
};

/**
 * Does a thing once per key, in two round trips: one that reads, one that writes the effect with its answer. Who comes
 * again with the same request gets the first answer, byte for byte; who comes with another request is refused (422); who
 * comes while the first is under way waits up to 2 s (409). A refusal writes nothing and is decided anew next time.
 *
 * Answers are kept for KEY_KEPT_HOURS. What a verb makes must keep the key itself, by a unique constraint: after the
 * sweep only that stands between a repeat and a second effect.
 */
export async function once<T extends object>(
  ctx: Context,
  key: Key,
  input: unknown,
  verb: IdempotentVerb<T>,
): Promise<T> {
  const request = { ...key, requestHash: hash("sha256", canonicalJson(input)) };
  const answer = await retryTransient(() => attempt(ctx, request, verb));
  ctx.answer = answer;
  return readEnvelope<T>(answer.text);
}

async function attempt<T extends object>(
  ctx: Context,
  request: IdempotentRequest,
  verb: IdempotentVerb<T>,
): Promise<StoredAnswer> {
  let prepared: Prepared<T>;
  try {
    prepared = await verb.prepare(request);
  } catch (error) {
    if (error instanceof AppError) return refuse(ctx, request, verb, error);
    throw error;
  }
  const { at, data, write } = prepared;
  const text = envelopeText(data, { at, requestId: ctx.origin.requestId ?? "" });
  killPoint("idempotency/decided");
  const outcome = await write(text);
  killPoint("idempotency/written");
  if (outcome === "written") return { text, isReplay: false };
  const first = outcome === "answered" ? await findAnswer(ctx.db, request) : null;
  // Answered a moment ago and swept since: what it made still stands.
  if (first === null) throw expiredKey();
  return { text: first, isReplay: true };
}

/**
 * A refusal says that nothing was written under this key, so it is spoken only when that is so: the request may be a
 * repeat that would be decided otherwise by now, of an answer that is there, still under way, or swept.
 */
const refuse = <T extends object>(
  ctx: Context,
  request: IdempotentRequest,
  verb: IdempotentVerb<T>,
  refusal: AppError,
): Promise<StoredAnswer> =>
  withTransaction(
    ctx.db,
    async (tx) => {
      const first = await waitForKey(tx, request);
      if (first !== null) return { text: first, isReplay: true };
      throw (await verb.hasMade(tx)) ? expiredKey() : refusal;
    },
    { at: ctx.at },
  );

/** JSON with sorted keys, so that two spellings of one request have one hash. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** For a repeat that comes after the first answer was forgotten: it can be neither replayed nor done again. */
const expiredKey = (): AppError =>
  new AppError(
    "unprocessable",
    "idempotency.expired",
    "This idempotency key was used more than 72 hours ago, so its answer is no longer kept. What it made then still " +
      "stands; nothing was written and nothing was charged by this request. A new gift needs a new key.",
  );
