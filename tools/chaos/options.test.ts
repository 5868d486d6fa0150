import { OptionsError } from "@careforall/world";
import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

const sizeOf = (...typed: string[]) => {
  const options = readOptions(typed);
  return options.what === "passes" ? { passes: options.passes, ...options.size } : null;
};

test("the full run and the quick one differ in size only; each size can be given, and both passes are the rule", () => {
  expect(sizeOf()).toMatchObject({ passes: ["a", "b"], seed: 1, donations: 10_000, faults: 200 });
  expect(sizeOf("--quick", "--seed", "9")).toMatchObject({ passes: ["a", "b"], seed: 9, donations: 100 });
  expect(
    sizeOf("--", "--pass", "b", "--donations", "50", "--faults", "0", "--kill-points", "3"),
  ).toMatchObject({
    passes: ["b"],
    donations: 50,
    faults: 0,
    killPoints: 3,
  });
});

test("kill points are chosen by their number or by their names", () => {
  expect(sizeOf("--kill-points", "3")).toMatchObject({ killPoints: 3 });
  expect(sizeOf("--kill-points", "payment.apply/posted,notice.receive/stored")).toMatchObject({
    killPoints: ["payment.apply/posted", "notice.receive/stored"],
  });
});

test("faults are chosen by their number or by their kinds, one more than once too", () => {
  expect(sizeOf("--faults", "3", "--settle", "60")).toMatchObject({ faults: 3, settleLimitMs: 60_000 });
  expect(sizeOf("--faults", "kill_cluster,kill_cluster")).toMatchObject({
    faults: ["kill_cluster", "kill_cluster"],
    settleLimitMs: null,
  });
});

test("mutants and stops are other things than passes", () => {
  expect(readOptions(["--mutants"])).toEqual({ what: "mutants", only: null, isUnderFire: false });
  expect(readOptions(["--mutants", "--under-fire", "--only", "no-row-lock"])).toEqual({
    what: "mutants",
    only: ["no-row-lock"],
    isUnderFire: true,
  });
  expect(readOptions(["--stops"])).toEqual({ what: "stops", rounds: 20, report: null });
});

test.each([
  [["--seed", "x"]],
  [["--donations", "-1"]],
  [["--fast"]],
  [["--pass", "c"]],
  [["--kill-points", "payment.apply/nowhere"]],
  [["--faults", "kill_moon"]],
  [["--mutants", "--stops"]],
  [["--under-fire"]],
])("%j is refused in words", (typed) => {
  expect(() => readOptions(typed)).toThrow(OptionsError);
  expect(() => readOptions(typed)).toThrow("pnpm chaos [--quick]");
});
