import type { IncomingMessage } from "node:http";
import { AppError } from "@careforall/domain/shared";

/** Reads a body as text, up to a limit; 413 as soon as it is passed, without reading the rest. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > maxBytes)
      throw new AppError("too_large", "input.too_large", "The body is too large. Nothing was written.");
    chunks.push(chunk);
  }
  return size === 0 ? null : Buffer.concat(chunks).toString("utf8");
}
