import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../platform/paths.ts";
import { casesOf } from "./cases.ts";

const CASES = 120;
const cases = casesOf(readFileSync(path.join(ROOT, "docs/security.md"), "utf8"));

test("the page has every case once, in order", () => {
  const numbers = Array.from({ length: CASES }, (_, i) => `S-${`${i + 1}`.padStart(2, "0")}`);
  expect(cases.map(({ number }) => number)).toEqual(numbers);
});

test("every test that it names is there and carries the number", () => {
  const untrue = cases.flatMap(({ number, files }) =>
    files.filter((file) => {
      const place = path.join(ROOT, file);
      return !existsSync(place) || !new RegExp(`${number}(?!\\d)`).test(readFileSync(place, "utf8"));
    }),
  );
  expect(untrue).toEqual([]);
});

test("a row without a test and without a reason is refused", () => {
  expect(() => casesOf("| S-01 | what | soon |")).toThrow("names no test");
  expect(casesOf("| S-01 | what | not yet: why |")).toMatchObject([{ files: [], reason: "not yet: why" }]);
});
