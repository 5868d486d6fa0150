import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readRevision, REPORTS } from "@careforall/world";
import { longestWaits, recoveryOf } from "../judge/recovery.ts";
import { checksOf, type PassRun } from "./pass-run.ts";

const FILE = path.join(REPORTS, "chaos.json");
/** Longest waits that a pass names. */
const LONGEST_SHOWN = 3;
/** Above the folder of reports, where people are when they type a path. */
const ROOT = path.dirname(REPORTS);

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** The whole run in the stable shape of `reports/chaos.json`: sums and worst values of its passes, then each of them. */
export function reportOf(seed: number, runs: readonly PassRun[]): object {
  const judged = runs.map(({ judgement }) => judgement);
  const checks = runs.flatMap(checksOf);
  return {
    seed,
    donations: total(runs.map(({ donations }) => donations)),
    faults: total(runs.map(faultsOf)),
    lost: total(judged.map(({ lost }) => lost)),
    doubled: total(judged.map(({ doubled }) => doubled)),
    books_equal: judged.every(({ booksEqual }) => booksEqual),
    totals_equal: judged.every(({ totalsEqual }) => totalsEqual),
    replays_identical: judged.every(({ replaysIdentical }) => replaysIdentical),
    forged_accepted: total(judged.map(({ forgedAccepted }) => forgedAccepted)),
    recovery_ms: recoveryOf(runs.flatMap(({ waits }) => waits)),
    settle_ms: Math.max(...runs.map(({ settling }) => settling.ms)),
    checks: {
      passed: checks.filter(({ isRight }) => isRight).length,
      failed: checks.filter(({ isRight }) => !isRight).length,
    },
    passes: Object.fromEntries(runs.map((run) => [run.pass, passOf(run)])),
  };
}

const faultsOf = ({ faults, killPoints }: PassRun): number =>
  total(Object.values(faults)) + killPoints.length;

const passOf = (run: PassRun): object => ({
  title: run.title,
  donations: run.donations,
  forms: run.forms,
  paid: run.paid,
  refunds: run.refunds,
  seconds: run.seconds,
  restarts: run.restarts,
  wrong_clock: run.wrongClock,
  not_struck: run.lacks,
  faults_by_kind: run.faults,
  kill_points: run.killPoints,
  kill_points_unmet: run.unmet,
  recovery_ms: recoveryOf(run.waits),
  longest_waits_ms: Object.fromEntries(longestWaits(run.waits).map(({ kind, ms }) => [kind, ms])),
  settle_ms: run.settling.ms,
  settle_ms_of: run.settling.msOf,
  statement: run.statement,
  replays: run.judgement.replays,
  changes_taken: run.judgement.changesTaken,
  invariants_violated: run.judgement.invariants,
  unsettled: run.settling.left,
  checks_failed: checksOf(run).flatMap(({ name, isRight }) => (isRight ? [] : [name])),
  findings: run.judgement.findings,
});

/** A pass for people. */
export function printedPass(run: PassRun): string {
  const kinds = Object.entries(run.faults).map(([kind, count]) => `${count} ${kind}`);
  const { p50, p95, max } = recoveryOf(run.waits);
  const longest = longestWaits(run.waits).slice(0, LONGEST_SHOWN);
  const settledOf = Object.entries(run.settling.msOf).filter(([, ms]) => ms > 0);
  const rows: readonly (readonly [string, string])[] = [
    [`pass ${run.pass}`, run.title],
    ["donors", `${run.donations} set out (${run.forms} by the form), ${run.paid} paid, in ${run.seconds} s`],
    ["refunds", `${run.refunds} by staff`],
    ["faults", kinds.join(", ") || "none"],
    ["kill points", `${run.killPoints.length} struck`],
    ["wrong clock", run.wrongClock ?? "not tried: libfaketime is not installed"],
    ...run.lacks.map(({ kind, why }) => ["not struck", `${kind}: ${why}`] as const),
    ["restarts", `${run.restarts} programs came back`],
    ["next gift after a strike", `p50 ${p50} ms, p95 ${p95} ms, at most ${max} ms`],
    ["longest of these", longest.map(({ kind, ms }) => `${ms} ms ${kind}`).join(", ") || "none"],
    ["settled after", `${run.settling.ms} ms`],
    ["which waited for", settledOf.map(([kind, ms]) => `${kind} ${ms} ms`).join(", ") || "nothing"],
    [
      "statement",
      run.statement === null ? "none was compared" : `told of ${run.statement.untold} more charges`,
    ],
    ...checksOf(run).map(({ name, isRight, shown }) => [isRight ? name : `! ${name}`, shown] as const),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
  return [...lines, ...run.judgement.findings.map((finding) => `  ! ${finding}`)].join("\n");
}

const NO_MUTANTS = { planted: 0, caught: 0 };

/**
 * Writes `reports/chaos.json`, or `file`, and answers its path. Passes, mutants and stops are three commands and one
 * report: each writes its own part, says of which sources it is, and leaves the others'.
 */
export function writeReport(part: object, file: string | null = null): string {
  const target = file === null ? FILE : path.resolve(ROOT, file);
  mkdirSync(path.dirname(target), { recursive: true });
  const report = { mutants: NO_MUTANTS, ...readReport(target), ...part };
  writeFileSync(target, `${JSON.stringify(report, null, 2)}\n`);
  return target;
}

/** When and of which sources a part is. */
export const provenance = (): object => ({ at: new Date().toISOString(), ...readRevision() });

function readReport(file: string): object {
  try {
    const report: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof report === "object" && report !== null ? report : {};
  } catch {
    return {}; // none yet, or one that was cut off
  }
}
