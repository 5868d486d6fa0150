import { expect, test } from "vitest";
import type { Verdict } from "../../packages/db/src/invariants/index.ts";
import { idsOf, reportOf, tableOf } from "./report.ts";

const clean: Verdict = {
  id: "I-01",
  kind: "safety",
  title: "Money balances",
  rows: 0,
  sample: [],
  isSkipped: false,
};
const broken: Verdict = {
  ...clean,
  id: "I-02",
  title: "Totals agree",
  rows: 7,
  sample: ['{"id":1}', '{"id":2}'],
};
const late: Verdict = { ...broken, id: "I-03", kind: "liveness", title: "Mail is sent" };
const skipped: Verdict = { ...clean, id: "I-04", kind: "liveness", title: "Jobs move", isSkipped: true };

test("the table shows counts, the first rows, what says nothing, and names what is broken", () => {
  expect(tableOf([clean, broken, skipped], "here")).toBe(
    [
      "I-01       ok  Money balances",
      "I-02        7  Totals agree",
      '     {"id":1}',
      '     {"id":2}',
      "I-04  skipped  Jobs move",
      "",
      "BROKEN: I-02 in here",
    ].join("\n"),
  );
});

test("what is late is named, but breaks nothing", () => {
  expect(tableOf([clean, late], "here")).toMatch(
    /2 invariants judged, nothing is broken; late: I-03 in here$/,
  );
  expect(idsOf([clean, late], "safety")).toEqual([]);
});

test("the report has a count under every id that was judged, and none for one that was skipped", () => {
  const at = new Date("2026-11-21T00:00:00Z");
  expect(reportOf([clean, broken, skipped], { kinds: ["safety", "liveness"], at, ms: 12 })).toEqual({
    at: "2026-11-21T00:00:00.000Z",
    ms: 12,
    kinds: ["safety", "liveness"],
    skipped: ["I-04"],
    samples: { "I-02": ['{"id":1}', '{"id":2}'] },
    "I-01": 0,
    "I-02": 7,
  });
});
