import type { TryResult } from "../books/deliveries.ts";

/** The provider publishes none; five seconds is what its merchants report. */
export const IPN_TIMEOUT_MS = 5_000;

/** Enough to read why a shop refused. */
const ANSWER_CHARACTERS_MAX = 2_000;

const FORM = "application/x-www-form-urlencoded";

/** Posts one notification. Never throws: no answer is an answer here. Redirects are not followed. */
export async function postForm(
  request: { readonly url: string; readonly body: string; readonly contentType?: string },
  { now, stopping }: { readonly now: () => number; readonly stopping: AbortSignal },
): Promise<TryResult> {
  const at = now();
  const startedAt = performance.now();
  const result = (status: number | null, answer: string): TryResult => ({
    at,
    durationMs: Math.round(performance.now() - startedAt),
    status,
    answer: answer.slice(0, ANSWER_CHARACTERS_MAX).toWellFormed(),
  });
  try {
    const response = await fetch(request.url, {
      method: "POST",
      headers: { "content-type": request.contentType ?? FORM, "user-agent": "SSLCommerz-simulator" },
      body: request.body,
      redirect: "manual",
      signal: AbortSignal.any([AbortSignal.timeout(IPN_TIMEOUT_MS), stopping]),
    });
    return result(response.status, await readStart(response));
  } catch (error) {
    return result(null, reasonOf(error));
  }
}

/** Reads no more of an answer than is kept. */
async function readStart(response: Response): Promise<string> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let start = "";
  for await (const chunk of response.body) {
    start += decoder.decode(chunk, { stream: true });
    if (start.length >= ANSWER_CHARACTERS_MAX) break;
  }
  return start;
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${IPN_TIMEOUT_MS} ms`;
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message || cause.name}` : error.message;
}
