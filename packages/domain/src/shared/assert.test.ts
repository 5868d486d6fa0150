import { expect, test } from "vitest";
import { assert, unreachable } from "./assert.ts";

test("a failed assertion says what should have been true", () => {
  expect(() => assert(false, "an amount is positive")).toThrow("Assertion failed: an amount is positive");
  expect(() => assert(true, "an amount is positive")).not.toThrow();
});

test("a value that should be impossible names itself", () => {
  // A row of the database can hold what the compiler excludes.
  const impossible: never = JSON.parse('"refused_twice"') as never;
  expect(() => unreachable(impossible)).toThrow("Unreachable: refused_twice");
});
