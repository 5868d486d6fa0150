import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { poolMetrics } from "./pool-metrics.ts";
import { reconciliationGauges } from "./reconciliation-gauges.ts";

/** The measures of one process. Labels are few and fixed: no id, no address, no free text. */
export type Metrics = ReturnType<typeof createMetrics>;

const DURATION_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Counter({
      name: "careforall_http_requests_total",
      help: "Requests answered, by route and status",
      labelNames: ["route", "method", "status"],
      registers,
    }),
    durations: new Histogram({
      name: "careforall_http_request_duration_seconds",
      help: "Time to the end of the answer",
      labelNames: ["route", "method"],
      buckets: DURATION_BUCKETS_S,
      registers,
    }),
    notices: new Counter({
      name: "careforall_notices_total",
      help: "Notifications of providers, by verdict",
      labelNames: ["provider", "verdict", "repeat"],
      registers,
    }),
    gifts: new Counter({
      name: "careforall_gifts_total",
      help: "What became of gifts, by outcome",
      labelNames: ["outcome"],
      registers,
    }),
    ...protectionMetrics(registers),
    ...poolMetrics(registers),
    ...eventMetrics(registers),
    invariantViolations: new Gauge({
      name: "careforall_invariant_violations",
      help: "Rows that broke an invariant when it was judged last",
      labelNames: ["id"],
      registers,
    }),
    invariantsJudgedAt: new Gauge({
      name: "careforall_invariants_judged_timestamp_seconds",
      help: "When the invariants were judged last; absent before the first time",
      registers,
    }),
    deadLetters: new Gauge({
      name: "careforall_dead_letters",
      help: "What failed for the last time and waits for a person",
      labelNames: ["source"],
      registers,
    }),
    ...reconciliationGauges(registers),
    liveWatchers: new Gauge({ name: "careforall_live_watchers", help: "Open live pages", registers }),
  };
}

/** What was kept out. */
const protectionMetrics = (registers: Registry[]) => ({
  cspReports: new Counter({
    name: "careforall_csp_reports_total",
    help: "Things that browsers blocked on our pages",
    registers,
  }),
  suspicions: new Counter({
    name: "careforall_giving_suspicions_total",
    help: "Tries to pay that looked like the testing of stolen cards, by what was done (pnpm incidents)",
    labelNames: ["scope", "kind", "action"],
    registers,
  }),
  limited: new Counter({
    name: "careforall_limited_total",
    help: "Requests refused because they came too often (docs/limits.md)",
    labelNames: ["limit"],
    registers,
  }),
});

/** How events and notifications get along. */
const eventMetrics = (registers: Registry[]) => ({
  outboxLag: new Gauge({
    name: "careforall_outbox_lag_seconds",
    help: "Age of the oldest event that is not applied everywhere",
    registers,
  }),
  dispatches: new Counter({
    name: "careforall_dispatches_total",
    help: "Tries to hand an event to EVENT_DISPATCH_URL, by outcome: sent, failed (tried again), dead",
    labelNames: ["outcome"],
    registers,
  }),
  dispatchLag: new Gauge({
    name: "careforall_dispatch_lag_seconds",
    help: "Age of the oldest event that EVENT_DISPATCH_URL has not taken",
    registers,
  }),
  unknownEvents: new Gauge({
    name: "careforall_outbox_unknown_events",
    help: "Events that wait for a build that knows their type and version",
    registers,
  }),
  consumerPaused: new Gauge({
    name: "careforall_consumer_paused",
    help: "Whether a person has stopped a consumer of events (pnpm consumers)",
    labelNames: ["consumer"],
    registers,
  }),
  inboxAge: new Gauge({
    name: "careforall_inbox_age_seconds",
    help: "Age of the oldest notification that is not processed",
    registers,
  }),
});
