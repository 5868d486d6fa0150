import { countDeadLetters, DEAD_SOURCES } from "@careforall/db/dead-letter";
import { countUnknownEvents, openPauses, readDispatchLag, readLag } from "@careforall/db/outbox";
import { countOpenFindings, lastWholeRunAt } from "@careforall/db/reconciliation";
import { lastInvariantRun } from "@careforall/db/upkeep";
import { FINDING_KINDS } from "@careforall/domain/reconciliation";
import type { Context } from "../context/index.ts";
import type { Metrics } from "../observe/index.ts";
import { CONSUMERS, knownVersions } from "../outbox/index.ts";

const MS_PER_S = 1_000;

/** Fills the gauges that live in the database, when somebody reads the metrics. */
export async function refreshGauges(
  { db, config }: Pick<Context, "db" | "config">,
  metrics: Metrics,
): Promise<void> {
  const [lag, dispatchLagS, unknown, run, dead] = await Promise.all([
    readLag(db),
    readDispatchLag(db),
    countUnknownEvents(db, knownVersions),
    lastInvariantRun(db),
    countDeadLetters(db),
  ]);
  const [findings, comparedAt, pauses] = await Promise.all([
    countOpenFindings(db),
    lastWholeRunAt(db),
    openPauses(db),
  ]);
  metrics.outboxLag.set(lag.outboxS);
  metrics.dispatchLag.set(dispatchLagS);
  metrics.unknownEvents.set(unknown);
  metrics.inboxAge.set(lag.inboxS);
  for (const source of DEAD_SOURCES) metrics.deadLetters.set({ source }, dead[source]);
  metrics.reconciliationEnabled.set(config.mayReconcile ? 1 : 0);
  metrics.reconciliationFinishedAt.set((comparedAt?.getTime() ?? 0) / MS_PER_S);
  for (const kind of FINDING_KINDS) {
    metrics.openFindings.set({ kind }, findings.find((counted) => counted.kind === kind)?.open ?? 0);
  }
  for (const consumer of CONSUMERS) {
    metrics.consumerPaused.set({ consumer }, pauses.some((pause) => pause.consumer === consumer) ? 1 : 0);
  }
  if (run === null) return;
  // An invariant that was removed must not stay as it was.
  metrics.invariantViolations.reset();
  for (const [id, rows] of Object.entries(run.violations)) metrics.invariantViolations.set({ id }, rows);
  metrics.invariantsJudgedAt.set(run.at.getTime() / MS_PER_S);
}
