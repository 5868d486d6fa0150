import { KILL_POINTS } from "@careforall/db/kill-point";
import { randomFrom } from "@careforall/world";
import { expect, test } from "vitest";
import { FAULT_KINDS, type FaultKind } from "./faults.ts";
import { makePlan } from "./make-plan.ts";
import { PASS } from "./passes.ts";

const SIZE = { donations: 1_000, faults: 2_000, killPoints: 1_000 };
const planOf = (seed: number, spared: readonly FaultKind[] = []) => makePlan(SIZE, spared, randomFrom(seed));
const kindsOf = (plan: ReturnType<typeof planOf>) => new Set(plan.map(({ what }) => what.kind));

test("one seed makes one plan, another seed another", () => {
  expect(planOf(7)).toEqual(planOf(7));
  expect(planOf(7)).not.toEqual(planOf(8));
});

test("faults come in the order in which they strike, while donors are on their way, and every kind has its turn", () => {
  const plan = planOf(1);
  expect(plan).toHaveLength(SIZE.faults + KILL_POINTS.length);
  const times = plan.map(({ afterDonors }) => afterDonors);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times[0]).toBeGreaterThanOrEqual(1);
  expect(times.at(-1)).toBeLessThanOrEqual(SIZE.donations);
  expect(kindsOf(plan)).toEqual(new Set([...FAULT_KINDS, "kill_point"]));
});

test("every named kill point is struck once, or as many of them as somebody wants", () => {
  const pointsOf = (killPoints: number) =>
    makePlan({ ...SIZE, killPoints }, [], randomFrom(3)).flatMap(({ what }) =>
      what.kind === "kill_point" ? [what.point] : [],
    );
  expect(pointsOf(1_000).toSorted()).toEqual([...KILL_POINTS].toSorted());
  expect(new Set(pointsOf(5)).size).toBe(5);
  expect(pointsOf(0)).toEqual([]);
});

test("without reconciliation and poller no notification is dropped: nothing could bring its news", () => {
  const { spared } = PASS.b;
  expect(kindsOf(planOf(1, spared))).toEqual(
    new Set([...FAULT_KINDS.filter((kind) => kind !== "notices_dropped"), "kill_point"]),
  );
});

test("a run without donors or without faults has a plan too", () => {
  expect(makePlan({ donations: 1, faults: 1, killPoints: 0 }, [], randomFrom(1))[0]?.afterDonors).toBe(1);
  expect(makePlan({ donations: 10, faults: 0, killPoints: 0 }, [], randomFrom(1))).toEqual([]);
});
