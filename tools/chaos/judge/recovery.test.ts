import { expect, test } from "vitest";
import { longestWaits, recoveryOf, waitsAfter } from "./recovery.ts";

test("a strike is recovered from with the next payment, whichever donor made it", () => {
  const strikes = [
    { kind: "kill_web", atMs: 100 },
    { kind: "kill_worker", atMs: 500 },
    { kind: "kill_web", atMs: 690 },
  ];
  const waits = waitsAfter(strikes, [50, 130, 700]);
  expect(waits.map(({ ms }) => ms)).toEqual([30, 200, 10]);
  expect(recoveryOf(waits)).toEqual({ p50: 30, p95: 200, max: 200 });
  expect(longestWaits(waits)).toEqual([
    { kind: "kill_worker", ms: 200 },
    { kind: "kill_web", ms: 30 },
  ]);
});

test("a strike after the last payment says nothing", () => {
  expect(waitsAfter([{ kind: "kill_web", atMs: 1_000 }], [50])).toEqual([]);
  expect(recoveryOf([])).toEqual({ p50: 0, p95: 0, max: 0 });
});
