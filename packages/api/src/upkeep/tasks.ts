import {
  endOverdueSessions,
  forgetChallenges,
  forgetEndedSessions,
  forgetTokens,
} from "@careforall/db/account";
import { forgetGuestRequests } from "@careforall/db/guest";
import { sweepKeys } from "@careforall/db/idempotency";
import { forgetRejected } from "@careforall/db/inbox";
import { trimRuns } from "@careforall/db/reconciliation";
import { forgetLimits } from "@careforall/db/limit";
import { forgetTries, trimIncidents } from "@careforall/db/shield";
import { trimInvariantRuns } from "@careforall/db/upkeep";
import { INCIDENTS_KEPT_DAYS } from "@careforall/domain/shield";
import { tellAuditHead } from "../audit/index.ts";
import type { Context } from "../context/index.ts";
import { sweepUploads } from "../upload/index.ts";
import { judgeInvariants } from "./judge-invariants.ts";

export type UpkeepTask = {
  readonly name: string;
  readonly everyMs: number;
  /** Answers how much it did. May throw, or stop early, when the signal says that the process is to end. */
  readonly run: (ctx: Context, signal: AbortSignal) => Promise<number>;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The promise to senders: a repeat within three days gets the first answer (ADR 8). */
export const KEY_KEPT_HOURS = 72;
/** Long enough to look into an attack; there are at most 1,000 per provider anyway. */
export const REJECTED_KEPT_DAYS = 30;
/** A quarter of hourly judgements: 2,160 small rows. */
export const INVARIANT_RUNS_KEPT_DAYS = 90;

/** As long as the judgements; runs with findings stay for ever. */
export const RECONCILIATION_RUNS_KEPT_DAYS = 90;

/** The longest that a threshold looks back is a day. */
export const TRIES_KEPT_HOURS = 48;
/** Long enough to look into a break-in; then addresses and browsers are nobody's business. */
export const SESSIONS_KEPT_DAYS = 30;
/** Requests name addresses, also those that have no account. */
export const LINKS_KEPT_DAYS = 30;

/** Nobody can answer them after five minutes; strangers can have them asked. */
export const QUESTIONS_KEPT_DAYS = 1;

/** A statement stays well below the time limit of the pool and holds few row locks. */
const BATCH_SIZE = 1_000;
/** A million keys an hour; what is left is taken by the next run. */
const BATCHES_MAX = 1_000;

/**
 * What is done every hour. Deliveries that are done, accepted notifications and events are never trimmed: invariants and
 * rebuilds read them.
 */
export const UPKEEP_TASKS: readonly UpkeepTask[] = [
  { name: "invariants", everyMs: HOUR_MS, run: judgeInvariants },
  { name: "audit_head", everyMs: DAY_MS, run: tellAuditHead },
  {
    name: "idempotency_keys",
    everyMs: HOUR_MS,
    run: ({ db }, signal) => inBatches(signal, (limit) => sweepKeys(db, KEY_KEPT_HOURS, limit)),
  },
  {
    name: "rejected_notices",
    everyMs: HOUR_MS,
    run: ({ db }, signal) => inBatches(signal, (limit) => forgetRejected(db, REJECTED_KEPT_DAYS, limit)),
  },
  {
    name: "invariant_runs",
    everyMs: HOUR_MS,
    run: ({ db }, signal) =>
      inBatches(signal, (limit) => trimInvariantRuns(db, INVARIANT_RUNS_KEPT_DAYS, limit)),
  },
  {
    name: "reconciliation_runs",
    everyMs: HOUR_MS,
    run: ({ db }, signal) => inBatches(signal, (limit) => trimRuns(db, RECONCILIATION_RUNS_KEPT_DAYS, limit)),
  },
  {
    name: "rate_limits",
    everyMs: HOUR_MS,
    run: ({ db }, signal) => inBatches(signal, (limit) => forgetLimits(db, limit)),
  },
  {
    name: "giving_tries",
    everyMs: HOUR_MS,
    run: ({ db }, signal) => inBatches(signal, (limit) => forgetTries(db, TRIES_KEPT_HOURS, limit)),
  },
  {
    name: "giving_incidents",
    everyMs: HOUR_MS,
    run: ({ db }, signal) => inBatches(signal, (limit) => trimIncidents(db, INCIDENTS_KEPT_DAYS, limit)),
  },
  {
    name: "overdue_sessions",
    everyMs: HOUR_MS,
    run: ({ db }, signal) => inBatches(signal, (limit) => endOverdueSessions(db, limit)),
  },
  {
    name: "ended_sessions",
    everyMs: HOUR_MS,
    run: ({ db }, signal) => inBatches(signal, (limit) => forgetEndedSessions(db, SESSIONS_KEPT_DAYS, limit)),
  },
  {
    name: "account_links",
    everyMs: HOUR_MS,
    run: ({ db }, signal) => inBatches(signal, (limit) => forgetTokens(db, LINKS_KEPT_DAYS, limit)),
  },
  {
    name: "sign_in_questions",
    everyMs: HOUR_MS,
    run: ({ db }, signal) => inBatches(signal, (limit) => forgetChallenges(db, QUESTIONS_KEPT_DAYS, limit)),
  },
  {
    name: "guest_requests",
    everyMs: HOUR_MS,
    run: ({ db }, signal) => inBatches(signal, (limit) => forgetGuestRequests(db, LINKS_KEPT_DAYS, limit)),
  },
  { name: "uploads", everyMs: HOUR_MS, run: sweepUploads },
];

/** Deletes batch after batch, each in its own transaction, until one is not full. */
async function inBatches(signal: AbortSignal, remove: (limit: number) => Promise<number>): Promise<number> {
  let removed = 0;
  for (let batch = 0; batch < BATCHES_MAX && !signal.aborted; batch++) {
    const count = await remove(BATCH_SIZE);
    removed += count;
    if (count < BATCH_SIZE) break;
  }
  return removed;
}
