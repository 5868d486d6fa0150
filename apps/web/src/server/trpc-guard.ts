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
  if (!isFromOurs(method, header, webUrl)) return 403;
  if (method === "GET") return null;
  if (!/^application\/json(;|$)/i.test(header("content-type") ?? "")) return 415;
  return Number(header("content-length") ?? 0) > CALL_BODY_MAX_BYTES ? 413 : null;
}

/**
 * Whether a call comes from a page of ours. Without `Sec-Fetch-Site` an old browser says `Origin` with a POST at least;
 * what sends neither is a program, and with a browser's cookies none of ours. A GET changes nothing, and such a browser
 * lets no other site read its answer.
 */
function isFromOurs(method: string, header: (name: string) => string | null, webUrl: string): boolean {
  const site = header("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  if (method === "GET") return true;
  const origin = header("origin");
  return origin === null ? header("cookie") === null : origin === new URL(webUrl).origin;
}

/** The headers of an answer that refuses: when to come again, the latest of all calls of a batch. */
export function headersOfAnswer({ errors }: { readonly errors: readonly TRPCError[] }) {
  const seconds = Math.max(0, ...errors.map(retryAfterOf));
  return seconds === 0 ? {} : { headers: new Headers({ "retry-after": `${seconds}` }) };
}
