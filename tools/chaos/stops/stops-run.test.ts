import { expect, test } from "vitest";
import { RIGHT_STOPS } from "../testing/runs.ts";
import { isStopsRight, printedStops, type StopsRun, stopsPart } from "./stops-run.ts";

const { judgement, seen } = RIGHT_STOPS;

test("stops are right when nothing failed, and being told that the provider is away is no failure", () => {
  expect(isStopsRight(RIGHT_STOPS)).toBe(true);
  expect(stopsPart(RIGHT_STOPS)).toMatchObject({ told_provider_away: 200, checks_failed: [] });
});

const wrong: readonly [string, Partial<StopsRun>][] = [
  ["requests failed", { seen: { ...seen, failed: 1 } }],
  ["jobs left locked", { jobsLeftLocked: 1 }],
  ["processes that did not end by themselves", { badEnds: ["worker-1: SIGKILL"] }],
  ["left over when all had settled", { left: 1 }],
  ["lost", { judgement: { ...judgement, lost: 1 } }],
  ["ledger equals the provider's books", { judgement: { ...judgement, booksEqual: false } }],
  ["totals equal the rebuild", { judgement: { ...judgement, totalsEqual: false } }],
  ["invariants that speak", { judgement: { ...judgement, invariants: ["I-01"] } }],
];

test.each(wrong)("%s: one is enough, and the report names it", (name, worse) => {
  const run = { ...RIGHT_STOPS, ...worse };
  expect(isStopsRight(run)).toBe(false);
  expect(stopsPart(run)).toMatchObject({ checks_failed: [name] });
  expect(printedStops(run)).toContain(`! ${name}`);
});
