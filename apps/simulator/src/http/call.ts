import type { IncomingMessage } from "node:http";
import { HttpError } from "./http-error.ts";

/** A payment form has about 40 fields and 4 kB; the control API sends less. */
export const BODY_BYTES_MAX = 64 * 1024;

/** Far above the 60 names that SSLCommerz knows, far below what would cost time. */
const FORM_FIELDS_MAX = 500;

/** One request, as handlers see it. */
export type Call = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** The named parts of the route's pattern, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly header: (name: string) => string;
  /** Aborted when the caller has gone away. */
  readonly gone: AbortSignal;
  /** The whole body; refuses more than BODY_BYTES_MAX with 413 before it has read it all. */
  readonly readBody: () => Promise<Buffer>;
};

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const tooLarge = new HttpError(413, "body_too_large", `The body may have ${BODY_BYTES_MAX} bytes.`);
  if (Number(request.headers["content-length"] ?? 0) > BODY_BYTES_MAX) throw tooLarge;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part: unknown = chunk;
    if (!Buffer.isBuffer(part)) throw new TypeError("a request stream without an encoding yields buffers");
    bytes += part.length;
    if (bytes > BODY_BYTES_MAX) throw tooLarge;
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}

/** A urlencoded form. Of two equal names the last one counts, as in PHP. */
export async function readForm(call: Call): Promise<ReadonlyMap<string, string>> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(call.header("content-type"))) {
    throw new HttpError(415, "not_a_form", "Send application/x-www-form-urlencoded.");
  }
  const pairs = [...new URLSearchParams((await call.readBody()).toString("utf8"))];
  if (pairs.length > FORM_FIELDS_MAX) {
    throw new HttpError(413, "too_many_fields", `A form may have ${FORM_FIELDS_MAX} fields.`);
  }
  return new Map(pairs);
}

/** A JSON body. An absent one reads as `{}`, so that `curl -X POST` alone works where nothing is needed. */
export async function readJson(call: Call): Promise<unknown> {
  const body = await call.readBody();
  if (body.length === 0) return {};
  if (!/^application\/json\s*(;|$)/i.test(call.header("content-type"))) {
    throw new HttpError(415, "not_json", "Send application/json.");
  }
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new HttpError(400, "malformed_json", "The body is not JSON.");
  }
}
