import type { Db } from "@careforall/db/client";
import { readLag } from "@careforall/db/outbox";
import type { Metrics } from "../observe/index.ts";

/** Fills the gauges that live in the database, when somebody reads the metrics. */
export async function refreshGauges(db: Db, metrics: Metrics): Promise<void> {
  const lag = await readLag(db);
  metrics.outboxLag.set(lag.outboxS);
  metrics.inboxAge.set(lag.inboxS);
}
