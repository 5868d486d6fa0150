import { createHash } from "node:crypto";
import { AppError } from "@careforall/domain/shared";
import { withTransaction, type Tx } from "@careforall/db/client";
import { claimKey, finishKey } from "@careforall/db/idempotency";
import { killPoint } from "@careforall/db/kill-point";
import type { Context } from "../context/index.ts";
import { envelopeText, readEnvelope } from "./envelope.ts";

/** An idempotency key with its scope: `rest:pledge.create`, `form:pledge.create`. */
export type Key = { readonly scope: string; readonly key: string };

/**
 * Runs `work` once per key, in one transaction with its answer. Who comes again with the same request gets the first
 * answer, byte for byte; who comes with another request is refused (422); who comes while the first is under way waits
 * up to 2 s (409). A refusal rolls everything back and is decided anew next time.
 *
 * Answers are kept for KEY_KEPT_HOURS. What `work` makes must keep the key itself, by a unique constraint, and throw
 * `expiredKey()` for one that it has seen: after the sweep only that stands between a repeat and a second effect.
 */
export async function once<T extends object>(
  ctx: Context,
  key: Key,
  input: unknown,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const request = { ...key, requestHash: createHash("sha256").update(canonicalJson(input)).digest("hex") };
  const answer = await withTransaction(
    ctx.db,
    async (tx) => {
      const claim = await claimKey(tx, request);
      if (claim.outcome === "replay") return { text: claim.response, isReplay: true };
      killPoint("idempotency/key_claimed");
      const text = envelopeText(await work(tx), { at: tx.at, requestId: ctx.origin.requestId ?? "" });
      await finishKey(tx, request, text);
      killPoint("idempotency/answer_stored");
      return { text, isReplay: false };
    },
    { at: ctx.at },
  );
  killPoint("idempotency/committed");
  ctx.answer = answer;
  return readEnvelope<T>(answer.text);
}

/** JSON with sorted keys, so that two spellings of one request have one hash. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** For a repeat that comes after the first answer was forgotten: it can be neither replayed nor done again. */
export const expiredKey = (): AppError =>
  new AppError(
    "unprocessable",
    "idempotency.expired",
    "This idempotency key was used more than 72 hours ago, so its answer is no longer kept. What it made then still " +
      "stands; nothing was written and nothing was charged by this request. A new gift needs a new key.",
  );
