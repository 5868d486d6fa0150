import type { Db } from "@careforall/db/client";
import { Counter, Gauge, type Registry } from "prom-client";

export type { PoolRefusal } from "@careforall/db/client";

/** How crowded it is at the database, and who was sent away for it. */
export const poolMetrics = (registers: Registry[]) => ({
  poolConnections: new Gauge({
    name: "careforall_database_pool_connections",
    help: "Open connections to the database, by pool and state: busy, idle",
    labelNames: ["pool", "state"],
    registers,
  }),
  poolWaiting: new Gauge({
    name: "careforall_database_pool_waiting",
    help: "Requests that wait for a connection to the database",
    labelNames: ["pool"],
    registers,
  }),
  poolRefusals: new Counter({
    name: "careforall_database_pool_refusals_total",
    help: "Requests that got no connection, by why: full (the queue), late (the wait), unreachable (the server)",
    labelNames: ["pool", "why"],
    registers,
  }),
  shed: new Counter({
    name: "careforall_http_requests_shed_total",
    help: "Requests answered with 503 and Retry-After because the database could not take them, by route",
    labelNames: ["route"],
    registers,
  }),
});

/** Fills the gauges of one pool, when somebody reads the metrics. */
export function measurePool(
  { poolConnections, poolWaiting }: Pick<ReturnType<typeof poolMetrics>, "poolConnections" | "poolWaiting">,
  pool: string,
  { pool: { totalCount, idleCount, waitingCount } }: Pick<Db, "pool">,
): void {
  poolConnections.set({ pool, state: "busy" }, totalCount - idleCount);
  poolConnections.set({ pool, state: "idle" }, idleCount);
  poolWaiting.set({ pool }, waitingCount);
}
