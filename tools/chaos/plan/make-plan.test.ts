import { randomFrom } from "@careforall/world";
import { expect, test } from "vitest";
import { FAULT_KINDS } from "./faults.ts";
import { makePlan } from "./make-plan.ts";

const SIZE = { donations: 1_000, faults: 2_000 };

test("one seed makes one plan, another seed another", () => {
  expect(makePlan(SIZE, randomFrom(7))).toEqual(makePlan(SIZE, randomFrom(7)));
  expect(makePlan(SIZE, randomFrom(7))).not.toEqual(makePlan(SIZE, randomFrom(8)));
});

test("faults come in the order in which they strike, while donors are on their way, and every kind has its turn", () => {
  const plan = makePlan(SIZE, randomFrom(1));
  expect(plan).toHaveLength(SIZE.faults);
  const times = plan.map(({ afterDonors }) => afterDonors);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times[0]).toBeGreaterThanOrEqual(1);
  expect(times.at(-1)).toBeLessThanOrEqual(SIZE.donations);
  expect(new Set(plan.map(({ kind }) => kind))).toEqual(new Set(FAULT_KINDS));
});

test("a run without donors or without faults has a plan too", () => {
  expect(makePlan({ donations: 1, faults: 1 }, randomFrom(1))[0]?.afterDonors).toBe(1);
  expect(makePlan({ donations: 10, faults: 0 }, randomFrom(1))).toEqual([]);
});
