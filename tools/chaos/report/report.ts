import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { REPORTS } from "@careforall/world";
import type { Judgement } from "../judge/judge-run.ts";
import type { Recovery } from "../judge/recovery.ts";
import type { Unsettled } from "../judge/wait-until-settled.ts";
import type { FaultKind } from "../plan/faults.ts";

export type Run = {
  readonly seed: number;
  readonly donations: number;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  readonly paid: number;
  readonly seconds: number;
  readonly restarts: number;
  readonly recovery: Recovery;
  readonly settleMs: number;
  readonly left: Unsettled;
  readonly judgement: Judgement;
};

/** Whether a bank would be content. */
export function isRight({ judgement, left }: Run): boolean {
  const {
    lost,
    doubled,
    booksEqual,
    totalsEqual,
    replaysIdentical,
    changesTaken,
    forgedAccepted,
    invariants,
  } = judgement;
  return (
    lost + doubled + changesTaken + forgedAccepted + invariants.length === 0 &&
    booksEqual &&
    totalsEqual &&
    replaysIdentical &&
    Object.values(left).every((count) => count === 0)
  );
}

/** Writes reports/chaos.json and answers its path. */
export function writeReport(run: Run): string {
  const { judgement, recovery } = run;
  const file = path.join(REPORTS, "chaos.json");
  mkdirSync(REPORTS, { recursive: true });
  const report = {
    seed: run.seed,
    donations: run.donations,
    faults: Object.values(run.faults).reduce((sum, count) => sum + count, 0),
    faults_by_kind: run.faults,
    paid: run.paid,
    seconds: run.seconds,
    restarts: run.restarts,
    lost: judgement.lost,
    doubled: judgement.doubled,
    books_equal: judgement.booksEqual,
    totals_equal: judgement.totalsEqual,
    replays_identical: judgement.replaysIdentical,
    changes_taken: judgement.changesTaken,
    forged_accepted: judgement.forgedAccepted,
    invariants_violated: judgement.invariants,
    recovery_ms: recovery,
    settle_ms: run.settleMs,
    unsettled: run.left,
    findings: judgement.findings,
  };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  return file;
}

const yes = (is: boolean): string => (is ? "yes" : "NO");

/** The same for people. */
export function printedReport(run: Run): string {
  const { judgement, recovery, left } = run;
  const kinds = Object.entries(run.faults).map(([kind, count]) => `${count} ${kind}`);
  const rows: readonly (readonly [string, string])[] = [
    ["donors", `${run.donations} set out, ${run.paid} paid, in ${run.seconds} s (seed ${run.seed})`],
    ["faults", kinds.join(", ")],
    ["restarts", `${run.restarts} programs came back`],
    ["lost", `${judgement.lost}`],
    ["doubled", `${judgement.doubled}`],
    ["ledger equals the provider's books", yes(judgement.booksEqual)],
    ["totals equal the rebuild", yes(judgement.totalsEqual)],
    ["replays are the same bytes", yes(judgement.replaysIdentical)],
    ["changed requests taken", `${judgement.changesTaken}`],
    ["forged notifications accepted", `${judgement.forgedAccepted}`],
    ["invariants that speak", judgement.invariants.join(", ") || "none"],
    [
      "next gift after a strike",
      `p50 ${recovery.p50} ms, p95 ${recovery.p95} ms, at most ${recovery.max} ms`,
    ],
    [
      "settled after",
      `${run.settleMs} ms; left: ${Object.entries(left)
        .map(([what, count]) => `${what} ${count}`)
        .join(", ")}`,
    ],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
  return [...lines, ...judgement.findings.map((finding) => `  ! ${finding}`)].join("\n");
}
