import { expect, test } from "vitest";
import { recoveryOf, waitsAfter } from "./recovery.ts";

test("a strike is recovered from with the next payment, whichever donor made it", () => {
  expect(waitsAfter([100, 500], [50, 130, 700])).toEqual([30, 200]);
  expect(recoveryOf([200, 30])).toEqual({ p50: 200, p95: 200, max: 200 });
});

test("a strike after the last payment says nothing", () => {
  expect(waitsAfter([1_000], [50])).toEqual([]);
  expect(recoveryOf([])).toEqual({ p50: 0, p95: 0, max: 0 });
});
