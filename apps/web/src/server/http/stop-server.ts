import type { Server } from "node:http";
import { services } from "../services.ts";
import { drain } from "./drain.ts";
import { lifecycle } from "./serve-health.ts";

/** Whoever balances the load must have asked for readiness in this time: once a second is enough. */
const LEAD_MS = 2_000;
/** Requests under way get this long to finish. */
const DRAIN_MS = 10_000;

/**
 * Stops without losing a request: readiness goes red, live streams end, load balancers get a moment to notice, the
 * listener closes, what is under way finishes, then the connections of the process go. In development nobody balances.
 */
export async function stopServer(
  server: Server,
  { isDevelopment, closeNext }: { readonly isDevelopment: boolean; readonly closeNext: () => Promise<void> },
): Promise<void> {
  if (lifecycle.isStopping) return;
  lifecycle.isStopping = true;
  const { db, webhookDb, hub, limits, log } = services();
  log.info("web stopping");
  await hub.stop();
  await drain(server, { leadMs: isDevelopment ? 0 : LEAD_MS, drainMs: DRAIN_MS });
  await closeNext();
  await Promise.all([db.close(), webhookDb.close(), limits.close()]);
  log.info("web stopped");
  process.exit(0);
}
