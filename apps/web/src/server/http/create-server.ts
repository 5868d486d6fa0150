import http from "node:http";

/** A request may take this long to arrive and be answered; live streams are answered at once and stay open. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
/** Longer than a load balancer's own, so that it never writes into a connection that we close. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
/** Proxies add a few to those of a browser; more is somebody who wants our memory. */
const HEADERS_MAX = 100;

/** A server that waits for nobody for ever: slow headers, slow bodies and headers without end cost a connection each. */
export function createServer(): http.Server {
  const server = http.createServer();
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
  server.maxHeadersCount = HEADERS_MAX;
  return server;
}
