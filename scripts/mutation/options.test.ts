import { expect, test } from "vitest";
import { StartError } from "../platform/start-error.ts";
import { mutateOptionsOf, strykerArgs } from "./options.ts";

const KNOWN = ["ledger", "money"];
const argsOf = (...args: string[]) => strykerArgs(mutateOptionsOf(args, KNOWN));

test("without a word everything is mutated, as stryker.config.mjs says", () => {
  expect(argsOf()).toEqual(["run"]);
});

test("slices are named by their folders, and never mean their tests", () => {
  expect(argsOf("money", "ledger")).toEqual([
    "run",
    "--mutate",
    "packages/domain/src/money/**/*.ts,packages/domain/src/ledger/**/*.ts,!packages/domain/src/**/*.test.ts",
  ]);
});

test("the number of workers is the person's", () => {
  expect(argsOf("--workers", "1")).toEqual(["run", "--concurrency", "1"]);
});

test.each([["--slow"], ["mony"], ["../db"], ["--workers", "0"], ["--workers", "9"], ["--workers", "two"]])(
  "%s %s is answered with the usage, and nothing runs",
  (...args) => {
    expect(() => mutateOptionsOf(args, KNOWN)).toThrow(StartError);
    expect(() => mutateOptionsOf(args, KNOWN)).toThrow("pnpm mutate --workers 1");
  },
);
