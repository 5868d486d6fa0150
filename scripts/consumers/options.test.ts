import { expect, test } from "vitest";
import { consumerCommandOf } from "./options.ts";

const read = (...args: string[]) => consumerCommandOf(args, "rina");

test("what is typed is understood", () => {
  expect(read("list")).toEqual({ kind: "list" });
  expect(read("pause", "totals", "--reason", "a wrong figure")).toEqual({
    kind: "pause",
    consumer: "totals",
    reason: "a wrong figure",
    who: "rina",
  });
  expect(read("resume", "totals", "--by", "Salma")).toEqual({
    kind: "resume",
    consumer: "totals",
    who: "Salma",
  });
});

test.each([
  [[]],
  [["list", "totals"]],
  [["pause", "totals"]],
  [["pause", "totals", "--reason", " "]],
  [["pause", "ledger", "--reason", "why"]],
  [["pause", "totals", "donations", "--reason", "why"]],
  [["resume"]],
  [["resume", "totals", "--reason", "why"]],
  [["resume", "totals", "--force"]],
])("%j is answered with what can be typed", (args) => {
  expect(() => read(...args)).toThrow(/not understood.*\npnpm consumers list/);
});
