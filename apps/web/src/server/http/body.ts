import type { IncomingMessage } from "node:http";
import { AppError } from "@careforall/domain/shared";

/**
 * Reads a body, up to a limit; null as soon as it is passed. What still comes is thrown away as it comes, so that a
 * browser that only reads after it has written hears the answer. Throws when the body breaks off.
 */
export function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size <= maxBytes) return void chunks.push(chunk);
      chunks.length = 0;
      resolve(null);
    });
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("close", () => reject(new Error("the body broke off")));
  });
}

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
