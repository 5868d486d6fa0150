import { expect, test } from "vitest";
import { modelOptionsOf } from "./options.ts";

test("without a word a hundred new stories are played; their number and their seed may be given", () => {
  expect(modelOptionsOf([])).toEqual({ runs: 100, seed: null });
  expect(modelOptionsOf(["--runs", "500", "--seed", "7"])).toEqual({ runs: 500, seed: 7 });
  expect(modelOptionsOf(["--seed=-1393214877"])).toEqual({ runs: 100, seed: -1_393_214_877 });
});

test.each([
  ["--runs", "0"],
  ["--runs", "-5"],
  ["--runs", "many"],
  ["--seed", "1e3"],
  ["--speed", "1"],
  ["7"],
])("%s %s is answered with the usage", (...args) => {
  expect(() => modelOptionsOf(args)).toThrow(/is not understood.*\npnpm model/);
});
