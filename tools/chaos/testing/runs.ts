import type { PassRun } from "../report/pass-run.ts";
import type { StopsRun } from "../stops/stops-run.ts";

const NOTHING = { unposted: 0, unrelayed: 0, undelivered: 0, unread: 0, refunds: 0 };

/** A pass in which nothing went wrong. */
export const RIGHT_PASS: PassRun = {
  pass: "a",
  title: "everything is on",
  donations: 100,
  forms: 20,
  paid: 90,
  refunds: 2,
  seconds: 30,
  restarts: 3,
  wrongClock: null,
  lacks: [],
  faults: { kill_web: 2 },
  killPoints: ["payment.apply/posted"],
  unmet: [],
  waits: [
    { kind: "kill_web", ms: 100 },
    { kind: "payment.apply/posted", ms: 300 },
  ],
  settling: { ms: 2_000, msOf: { ...NOTHING, refunds: 1_800 }, left: NOTHING },
  statement: { untold: 0, left: 0 },
  judgement: {
    lost: 0,
    doubled: 0,
    booksEqual: true,
    totalsEqual: true,
    replays: 5,
    replaysIdentical: true,
    changesTaken: 0,
    forgedAccepted: 0,
    invariants: [],
    findings: [],
  },
};

/** Stops in which nothing went wrong. */
export const RIGHT_STOPS: StopsRun = {
  rounds: 20,
  stops: 100,
  seconds: 300,
  slowestMs: { "web-1": 2_300, simulator: 500 },
  badEnds: [],
  jobsLeftLocked: 0,
  seen: { requests: 20_000, paid: 9_900, failed: 0, failures: [], toldAway: 200 },
  failures: [],
  left: 0,
  judgement: RIGHT_PASS.judgement,
};
