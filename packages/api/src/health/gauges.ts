import type { Db } from "@careforall/db/client";
import { countDeadLetters, DEAD_SOURCES } from "@careforall/db/dead-letter";
import { countUnknownEvents, readDispatchLag, readLag } from "@careforall/db/outbox";
import { lastInvariantRun } from "@careforall/db/upkeep";
import type { Metrics } from "../observe/index.ts";
import { knownVersions } from "../outbox/index.ts";

const MS_PER_S = 1_000;

/** Fills the gauges that live in the database, when somebody reads the metrics. */
export async function refreshGauges(db: Db, metrics: Metrics): Promise<void> {
  const [lag, dispatchLagS, unknown, run, dead] = await Promise.all([
    readLag(db),
    readDispatchLag(db),
    countUnknownEvents(db, knownVersions),
    lastInvariantRun(db),
    countDeadLetters(db),
  ]);
  metrics.outboxLag.set(lag.outboxS);
  metrics.dispatchLag.set(dispatchLagS);
  metrics.unknownEvents.set(unknown);
  metrics.inboxAge.set(lag.inboxS);
  for (const source of DEAD_SOURCES) metrics.deadLetters.set({ source }, dead[source]);
  if (run === null) return;
  // An invariant that was removed must not stay as it was.
  metrics.invariantViolations.reset();
  for (const [id, rows] of Object.entries(run.violations)) metrics.invariantViolations.set({ id }, rows);
  metrics.invariantsJudgedAt.set(run.at.getTime() / MS_PER_S);
}
