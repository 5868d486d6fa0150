import { retryAfterOf } from "@careforall/api/router";
import type { TRPCError } from "@trpc/server";

/** Bodies of calls: a pledge is 2 kB. */
export const CALL_BODY_MAX_BYTES = 64 * 1024;
/** A page never needs more calls at once; idempotent ones are not batched at all. */
export const BATCH_MAX = 10;

/**
 * The refusals that both faces of /api/trpc share (the server's own and Next's in development). JSON only, because
 * other content types need no preflight and reach us from any site; and no call from another site.
 */
export function refuseCall(
  method: string,
  header: (name: string) => string | null,
  webUrl: string,
): 403 | 405 | 413 | 415 | null {
  if (method !== "GET" && method !== "POST") return 405;
  const site = header("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return 403;
  // A GET changes nothing, and browsers that say nothing of where they come from let no other site read its answer.
  if (method === "GET") return null;
  if (site === null && !isFromOurs(header, webUrl)) return 403;
  if (!/^application\/json(;|$)/i.test(header("content-type") ?? "")) return 415;
  return Number(header("content-length") ?? 0) > CALL_BODY_MAX_BYTES ? 413 : null;
}

/**
 * Whether a caller that sends no `Sec-Fetch-Site` may be a page of ours: with a POST an old browser says `Origin` at least. What sends
 * neither is a program; with a browser's cookies it is none of ours.
 */
function isFromOurs(header: (name: string) => string | null, webUrl: string): boolean {
  const origin = header("origin");
  return origin === null ? header("cookie") === null : origin === new URL(webUrl).origin;
}

/** The headers of an answer that refuses: when to come again, the latest of all calls of a batch. */
export function headersOfAnswer({ errors }: { readonly errors: readonly TRPCError[] }) {
  const seconds = Math.max(0, ...errors.map(retryAfterOf));
  return seconds === 0 ? {} : { headers: new Headers({ "retry-after": `${seconds}` }) };
}
