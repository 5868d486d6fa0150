import { OptionsError } from "@careforall/world";
import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("without arguments everything is measured at length; --quick only shortens", () => {
  const full = readOptions([]);
  const quick = readOptions(["--quick"]);
  expect(full).toMatchObject({ seed: 1, only: null, profile: null, scale: { name: "full" } });
  expect(quick).toMatchObject({ seed: 1, only: null, profile: null, scale: { name: "quick" } });
  expect(quick.scale.rounds % 2).toBe(1);
  expect(full.scale.rounds % 2).toBe(1);
});

test("a seed, a choice of measures and a profile are read; a separating -- is ignored", () => {
  expect(readOptions(["--", "--quick", "--seed", "42"])).toMatchObject({ seed: 42 });
  expect(readOptions(["--only", "delay,totals"]).only).toEqual(["delay", "totals"]);
  expect(readOptions(["--profile", "pledge"]).profile).toBe("pledge");
});

test.each([
  [["--slow"], "--slow"],
  [["quick"], "quick"],
  [["--seed", "-1"], "seed"],
  [["--seed", "1.5"], "whole number"],
  [["--only", "totals,tea"], '"tea"'],
  [["--profile", "delay"], '"delay"'],
])("%j is refused and told what to type", (given, named) => {
  expect(() => readOptions(given)).toThrow(OptionsError);
  expect(() => readOptions(given)).toThrow(named);
  expect(() => readOptions(given)).toThrow("pnpm bench [--quick]");
});
