import type { IncomingMessage, ServerResponse } from "node:http";
import { FILES_PREFIX } from "@careforall/api/upload";
import { AVATAR_TYPE, isFileName } from "@careforall/domain/upload";
import { services } from "../services.ts";

export const FILES_PATTERN = /^\/files\//;

/** A name is random and its file never changes. `private`: what its owner removes is then in no cache but browsers'. */
const CACHE_CONTROL = "private, max-age=31536000, immutable";

/** Even opened by itself a file may run, load and show nothing, and has no origin. */
const POLICY = "sandbox; default-src 'none'";

/** Serves a file of an upload: by names of our own shape alone, with a type that we chose, to be shown inside of pages only. */
export async function serveFile(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const { files, settings } = services();
  response.setHeader("content-security-policy", POLICY);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("x-robots-tag", "noindex");
  const name = url.pathname.slice(FILES_PREFIX.length);
  const isRead = request.method === "GET" || request.method === "HEAD";
  const bytes = isRead && isFileName(name) ? await files.read(name) : null;
  if (bytes === null) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
    response.end("There is no such file.\n");
    return;
  }
  const isApart = settings.uploads.url !== settings.web.url;
  response.writeHead(200, {
    "content-type": AVATAR_TYPE,
    "content-length": bytes.byteLength,
    "content-disposition": `attachment; filename="${name}"`,
    "cache-control": CACHE_CONTROL,
    "cross-origin-resource-policy": isApart ? "cross-origin" : "same-origin",
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}
