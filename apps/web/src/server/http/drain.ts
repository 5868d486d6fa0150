import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** How often connections that have become idle are closed at the end. */
const IDLE_LOOK_MS = 100;

/**
 * Takes a server out of service without losing a request. For `leadMs` it goes on as before, so that whoever balances
 * the load sees that readiness is red, and each answer ends its connection. Then the listener closes, and what is under
 * way has `drainMs` to finish.
 */
export async function drain(
  server: Server,
  { leadMs, drainMs }: { readonly leadMs: number; readonly drainMs: number },
): Promise<void> {
  // Before the handler, which may send its headers at once.
  server.prependListener("request", (_request, response) => response.setHeader("connection", "close"));
  await sleep(leadMs);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection whose answer was under way when the stop began does not know that it was the last.
  const closing = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS);
  await Promise.race([closed, sleep(drainMs, undefined, { ref: false })]);
  clearInterval(closing);
  server.closeAllConnections();
}
