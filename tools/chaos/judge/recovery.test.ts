import { expect, test } from "vitest";
import { recoveryOf } from "./recovery.ts";

test("a strike is recovered from with the next payment, whichever donor made it", () => {
  expect(recoveryOf([100, 500], [50, 130, 700])).toEqual({ p50: 200, p95: 200, max: 200 });
});

test("a strike after the last payment says nothing", () => {
  expect(recoveryOf([1_000], [50])).toEqual({ p50: 0, p95: 0, max: 0 });
});
