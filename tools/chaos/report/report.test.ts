import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { checksOf, isRight, type PassRun } from "./pass-run.ts";
import { RIGHT_PASS } from "../testing/runs.ts";
import { printedPass, reportOf, writeReport } from "./report.ts";

const wrongly = (judgement: Partial<PassRun["judgement"]>): PassRun => ({
  ...RIGHT_PASS,
  judgement: { ...RIGHT_PASS.judgement, ...judgement },
});

test("the report has the names that others read, with sums and the worst of its passes", () => {
  const second: PassRun = {
    ...wrongly({ lost: 1, booksEqual: false }),
    pass: "b",
    waits: [{ kind: "kill_cluster", ms: 9_000 }],
    settling: { ...RIGHT_PASS.settling, ms: 70 },
  };
  expect(reportOf(7, [RIGHT_PASS, second])).toMatchObject({
    seed: 7,
    donations: 200,
    faults: 6,
    lost: 1,
    doubled: 0,
    books_equal: false,
    totals_equal: true,
    replays_identical: true,
    forged_accepted: 0,
    recovery_ms: { p50: 300, p95: 9_000, max: 9_000 },
    settle_ms: 2_000,
    checks: { passed: 18, failed: 2 },
    passes: {
      a: {
        kill_points: ["payment.apply/posted"],
        settle_ms_of: { refunds: 1_800 },
        longest_waits_ms: { kill_web: 100 },
      },
      b: { title: "everything is on" },
    },
  });
});

test.each<[string, PassRun]>([
  ["lost", wrongly({ lost: 1 })],
  ["doubled", wrongly({ doubled: 1 })],
  ["ledger equals the provider's books", wrongly({ booksEqual: false })],
  ["totals equal the rebuild", wrongly({ totalsEqual: false })],
  ["replays are the same bytes", wrongly({ replaysIdentical: false })],
  ["changed requests taken", wrongly({ changesTaken: 1 })],
  ["forged notifications accepted", wrongly({ forgedAccepted: 1 })],
  ["invariants that speak", wrongly({ invariants: ["I-01"] })],
  [
    "left over when all had settled",
    {
      ...RIGHT_PASS,
      settling: { ...RIGHT_PASS.settling, left: { ...RIGHT_PASS.settling.left, unread: 1 } },
    },
  ],
  ["kill points nobody came to", { ...RIGHT_PASS, unmet: ["notice.receive/stored"] }],
])("one finding is enough to be wrong: %s", (name, run) => {
  expect(isRight(RIGHT_PASS)).toBe(true);
  expect(isRight(run)).toBe(false);
  expect(checksOf(run).filter((check) => !check.isRight)).toMatchObject([{ name }]);
  expect(printedPass(run)).toContain(`! ${name}`);
});

test("what this machine cannot strike is said to people and to programs", () => {
  const lacks = [{ kind: "disk_full", why: "only root on Linux may mount a disk" }] as const;
  const run = { ...RIGHT_PASS, lacks };
  expect(printedPass(run)).toMatch(/not struck +disk_full: only root on Linux/);
  expect(reportOf(7, [run])).toMatchObject({ passes: { a: { not_struck: lacks } } });
  expect(isRight(run)).toBe(true);
});

test("each command writes its own part of the file and leaves the others'", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "careforall-chaos-report-"));
  const file = path.join(folder, "chaos.json");
  const read = (): unknown => JSON.parse(readFileSync(file, "utf8"));
  try {
    writeReport({ lost: 0 }, file);
    expect(read()).toEqual({ lost: 0, mutants: { planted: 0, caught: 0 } });
    writeReport({ mutants: { planted: 12, caught: 12 } }, file);
    writeReport({ lost: 1 }, file);
    expect(read()).toEqual({ lost: 1, mutants: { planted: 12, caught: 12 } });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
