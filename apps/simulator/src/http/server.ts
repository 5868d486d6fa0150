import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { json, text, type Answer, type HttpAnswer } from "./answer.ts";
import { readBody, type Call } from "./call.ts";
import { HttpError } from "./http-error.ts";
import { findRoute, type Route } from "./router.ts";

/** A caller that needs longer to send 64 kB is not one of ours. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Long enough for a shop's connection pool, short enough not to collect dead sockets. */
const KEEP_ALIVE_TIMEOUT_MS = 5_000;

/**
 * Nothing is framed or sniffed. The referrer is cut to the origin (wallet pages carry keys in their path), but not away:
 * without one a browser posts the return to the shop with `Origin: null`, which real gateways do not.
 */
const HEADERS_ALWAYS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin",
} as const;

/** An HTTP server for the routes. Requests are never logged: SSLCommerz puts the store's password into URLs. */
export function createHttpServer(routes: readonly Route[]): Server {
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
  });
  server.on("request", (request, response) => {
    void serve(routes, request, response);
  });
  return server;
}

async function serve(
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  try {
    write(request, response, await answer(routes, request, response));
  } catch (error) {
    write(request, response, refusal(path, error));
  }
}

async function answer(
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Answer> {
  const base = "http://simulator.invalid";
  const url = URL.parse(`${base}${request.url ?? "/"}`);
  if (url === null || !(request.url ?? "").startsWith("/"))
    throw new HttpError(400, "bad_address", "Not a path.");
  const method = request.method ?? "GET";
  const { handle, params } = findRoute(routes, method, url.pathname);
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const call: Call = {
    method,
    path: url.pathname,
    query: url.searchParams,
    params,
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(", ") : (value ?? "");
    },
    gone: gone.signal,
    readBody: () => readBody(request),
  };
  return handle(call);
}

function refusal(path: string, error: unknown): HttpAnswer {
  const known = error instanceof HttpError ? error : new HttpError(500, "internal", "The simulator failed.");
  if (!(error instanceof HttpError)) console.error(`simulator: ${path} failed:`, error);
  if (path === "/control" || path.startsWith("/control/")) {
    return json({ error: { code: known.code, message: known.message } }, known.status);
  }
  return text(`${known.message}\n`, known.status);
}

function write(request: IncomingMessage, response: ServerResponse, given: Answer): void {
  if (response.destroyed || response.headersSent) return;
  if ("hangup" in given) {
    if (given.hangup === "reset") request.socket.resetAndDestroy();
    else request.socket.destroy();
    return;
  }
  // A body that was refused unread must not be taken for the next request.
  const hasBody = "content-length" in request.headers || "transfer-encoding" in request.headers;
  const isUnread = hasBody && !request.complete;
  const headers = { ...HEADERS_ALWAYS, ...given.headers, ...(isUnread ? { connection: "close" } : {}) };
  response.writeHead(given.status, headers);
  response.end(request.method === "HEAD" ? undefined : given.body);
}
