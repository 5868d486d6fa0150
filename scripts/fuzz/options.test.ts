import { expect, test } from "vitest";
import { fuzzOptionsOf } from "./options.ts";

const read = (...args: string[]) => fuzzOptionsOf(args, () => 42);

test("what is typed is understood", () => {
  expect(read()).toEqual({ runs: 500, seed: 42 });
  expect(read("--runs", "2000", "--seed=-7")).toEqual({ runs: 2_000, seed: -7 });
});

test.each([
  ["--runs", "0"],
  ["--runs", "many"],
  ["--seed", "1.5"],
  ["--seed", "9".repeat(12)],
  ["--forever"],
  ["7"],
])("%j %j is answered with what can be typed", (...args) => {
  expect(() => read(...args)).toThrow(/not understood.*\npnpm fuzz/);
});
