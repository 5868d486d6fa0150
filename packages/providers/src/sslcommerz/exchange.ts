import { outage, type Operation } from "./outage.ts";
import { ANSWER_BYTES_MAX } from "./settings.ts";

export type Exchange = {
  readonly operation: Operation;
  readonly url: string;
  /** A form to post; without one the call is a GET. */
  readonly form?: URLSearchParams;
  readonly signal: AbortSignal;
};

/**
 * One HTTP call that ends in parsed JSON or in an `unavailable` AppError. The signal bounds headers and body alike.
 * Redirects are not followed: the credentials in the call belong to one host only.
 */
export async function exchangeJson(fetch: typeof globalThis.fetch, call: Exchange): Promise<unknown> {
  const text = await exchangeText(fetch, call);
  try {
    return JSON.parse(text);
  } catch {
    throw outage(call.operation, "not_json");
  }
}

async function exchangeText(fetch: typeof globalThis.fetch, call: Exchange): Promise<string> {
  try {
    const response = await fetch(call.url, {
      method: call.form === undefined ? "GET" : "POST",
      headers: { accept: "application/json" },
      redirect: "manual",
      signal: call.signal,
      ...(call.form === undefined ? {} : { body: call.form }),
    });
    if (response.ok) return await readBounded(response, call.operation);
    await response.body?.cancel();
    throw outage(call.operation, `http_${response.status}`);
  } catch (error) {
    throw isOutage(error) ? error : outage(call.operation, call.signal.aborted ? "time_out" : "connection");
  }
}

const isOutage = (error: unknown): boolean => error instanceof Error && error.name === "AppError";

async function readBounded(response: Response, operation: Operation): Promise<string> {
  if (response.body === null) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop by a throw cancels the stream, so that an endless body costs no more than its first part.
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_BYTES_MAX) throw outage(operation, "answer_too_large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
