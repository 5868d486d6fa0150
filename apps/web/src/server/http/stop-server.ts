import { setTimeout as sleep } from "node:timers/promises";
import type { Server } from "node:http";
import { services } from "../services.ts";
import { lifecycle } from "./serve-health.ts";

/** Requests under way get this long to finish. */
const DRAIN_MS = 10_000;

/**
 * Stops without losing a request: readiness goes red, live streams end, the listener closes, what is under way
 * finishes, then the connections of the process go.
 */
export async function stopServer(server: Server, closeNext: () => Promise<void>): Promise<void> {
  if (lifecycle.isStopping) return;
  lifecycle.isStopping = true;
  const { db, webhookDb, hub, log } = services();
  log.info("web stopping");
  await hub.stop();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await Promise.race([closed, sleep(DRAIN_MS)]);
  server.closeAllConnections();
  await closeNext();
  await Promise.all([db.close(), webhookDb.close()]);
  log.info("web stopped");
  process.exit(0);
}
