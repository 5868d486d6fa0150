import type { Judgement } from "../judge/judge-run.ts";
import type { Check } from "../report/pass-run.ts";
import type { Seen } from "./load.ts";

/** What stops did, and what is left of it. */
export type StopsRun = {
  /** How often each process was told to stop. */
  readonly rounds: number;
  readonly stops: number;
  readonly seconds: number;
  /** From SIGTERM to the end of the process, the slowest of each program, in milliseconds. */
  readonly slowestMs: Readonly<Record<string, number>>;
  /** Processes that did not end by themselves with 0. */
  readonly badEnds: readonly string[];
  /** Jobs that were locked by a pool that had gone, whenever a worker had stopped. */
  readonly jobsLeftLocked: number;
  readonly seen: Seen;
  /** Failed requests in words, with their causes. */
  readonly failures: readonly string[];
  /** What was not done when all had settled. */
  readonly left: number;
  readonly judgement: Judgement;
};

export function stopChecksOf({ seen, jobsLeftLocked, badEnds, left, judgement }: StopsRun): readonly Check[] {
  const none = (name: string, count: number): Check => ({ name, isRight: count === 0, shown: `${count}` });
  const yes = (name: string, isRight: boolean): Check => ({ name, isRight, shown: isRight ? "yes" : "NO" });
  return [
    none("requests failed", seen.failed),
    none("jobs left locked", jobsLeftLocked),
    none("processes that did not end by themselves", badEnds.length),
    none("left over when all had settled", left),
    none("lost", judgement.lost),
    yes("ledger equals the provider's books", judgement.booksEqual),
    yes("totals equal the rebuild", judgement.totalsEqual),
    {
      name: "invariants that speak",
      isRight: judgement.invariants.length === 0,
      shown: judgement.invariants.join(", ") || "none",
    },
  ];
}

export const isStopsRight = (run: StopsRun): boolean => stopChecksOf(run).every(({ isRight }) => isRight);

export function printedStops(run: StopsRun): string {
  const { seen } = run;
  const slowest = Object.entries(run.slowestMs).map(([name, ms]) => `${name} ${ms} ms`);
  return [
    `${run.stops} stops by SIGTERM, ${run.rounds} of each process, in ${run.seconds} s`,
    `slowest: ${slowest.join(", ")}`,
    `${seen.requests} requests of donors meanwhile, ${seen.paid} gifts paid; ${seen.toldAway} were told that the provider was away, and asked again`,
    ...stopChecksOf(run).map(({ name, isRight, shown }) => `${isRight ? " " : "!"} ${name}: ${shown}`),
    ...[...run.failures, ...run.badEnds, ...run.judgement.findings].map((words) => `  ! ${words}`),
  ].join("\n");
}

/** The part of `reports/chaos.json` that is about stops. */
export const stopsPart = (run: StopsRun): object => ({
  rounds: run.rounds,
  stops: run.stops,
  seconds: run.seconds,
  slowest_stop_ms: run.slowestMs,
  requests: run.seen.requests,
  requests_failed: run.seen.failed,
  failures: run.failures,
  told_provider_away: run.seen.toldAway,
  paid: run.seen.paid,
  jobs_left_locked: run.jobsLeftLocked,
  bad_ends: run.badEnds,
  left_over: run.left,
  invariants_violated: run.judgement.invariants,
  findings: run.judgement.findings,
  checks_failed: stopChecksOf(run).flatMap(({ name, isRight }) => (isRight ? [] : [name])),
});
