import { randomFrom } from "@careforall/world";
import { expect, test } from "vitest";
import { PASS } from "../plan/passes.ts";
import { planDonor } from "./plan-donor.ts";

const slugs = ["hot", "cool"];
const donorsOf = (seed: number, spared = PASS.a.sparedFates) => {
  const random = randomFrom(seed);
  return Array.from({ length: 2_000 }, (_, i) => planDonor(i + 1, { slugs, spared }, random));
};

test("one seed makes the same donors with other keys", () => {
  const [first, again] = [donorsOf(3), donorsOf(3)];
  expect(first.map(({ key: _key, ...donor }) => donor)).toEqual(
    again.map(({ key: _key, ...donor }) => donor),
  );
  expect(new Set([...first, ...again].map(({ key }) => key)).size).toBe(4_000);
});

test("donors come by both ways, with every fate and every kind of notification", () => {
  const donors = donorsOf(1);
  expect(new Set(donors.map(({ way }) => way))).toEqual(new Set(["rest", "form"]));
  expect(new Set(donors.map(({ fate }) => fate)).size).toBe(10);
  expect(new Set(donors.map(({ notices }) => notices)).size).toBe(7);
});

test("where a notification alone brings the news, there is one about every payment", () => {
  const fates = donorsOf(1, PASS.b.sparedFates).map(({ fate }) => fate);
  expect(fates.filter((fate) => fate.endsWith("untold"))).toEqual([]);
});
