import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { listedIn, type Scenario, shownIn, shownInFolder } from "./scenarios.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const SUITES = { DF: 12, ID: 8, SM: 11, FT: 7 };

const byNumber = (scenarios: readonly Scenario[]): readonly Scenario[] =>
  scenarios.toSorted((a, b) => (a.number < b.number ? -1 : 1));

const listed = listedIn(readFileSync(path.join(ROOT, "docs/testing.md"), "utf8"));

test("docs/testing.md lists the 38 scenarios, each by the words and in the file of its test", () => {
  expect(byNumber(listed)).toEqual(byNumber(shownInFolder(path.join(ROOT, "apps/web/e2e/scenarios"))));
});

test("no number is missing and none is used twice", () => {
  const numbers = Object.entries(SUITES).flatMap(([suite, count]) =>
    Array.from({ length: count }, (_, index) => `${suite}-${`${index + 1}`.padStart(2, "0")}`),
  );
  expect(listed.map(({ number }) => number).toSorted()).toEqual(numbers.toSorted());
});

test("a row is read whole, and a test without a number is refused", () => {
  expect(listedIn("| DF-01 | a, b: c   | `flow.spec.ts` |")).toEqual([
    { number: "DF-01", guarantee: "a, b: c", file: "flow.spec.ts" },
  ]);
  const source = 'test("DF-01 a, b: c", async ({ db }) => {});\n';
  expect(shownIn(source, "flow.spec.ts")).toEqual([
    { number: "DF-01", guarantee: "a, b: c", file: "flow.spec.ts" },
  ]);
  expect(() => shownIn(`${source}test("and more", async () => {});\n`, "flow.spec.ts")).toThrow(
    "2 tests, and 1 scenarios",
  );
});
