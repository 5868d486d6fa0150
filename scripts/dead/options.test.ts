import { expect, test } from "vitest";
import { deadCommandOf } from "./options.ts";
import { deadListOf } from "./report.ts";

const read = (...args: string[]) => deadCommandOf(args, "rina");

test("what is typed is understood", () => {
  expect(read("list")).toEqual({ kind: "list", source: null });
  expect(read("list", "--source", "inbox")).toEqual({ kind: "list", source: "inbox" });
  expect(read("replay", "delivery", "totals/1", "--reason", "mended")).toEqual({
    kind: "replay",
    source: "delivery",
    id: "totals/1",
    reason: "mended",
    who: "rina",
  });
  expect(read("replay", "--all", "--source", "job", "--reason", "mended", "--by", "Salma")).toEqual({
    kind: "replay",
    source: "job",
    id: null,
    reason: "mended",
    who: "Salma",
  });
});

test.each([
  [[]],
  [["list", "inbox"]],
  [["list", "--source", "outbox"]],
  [["replay", "inbox", "1"]],
  [["replay", "inbox", "1", "--reason", " "]],
  [["replay", "inbox", "--reason", "mended"]],
  [["replay", "--reason", "mended"]],
  [["replay", "inbox", "1", "--all", "--reason", "mended"]],
  [["replay", "outbox", "1", "--reason", "mended"]],
  [["replay", "--all", "--reason", "mended", "--force"]],
])("%j is answered with what can be typed", (args) => {
  expect(() => read(...args)).toThrow(/not understood.*\npnpm dead list/);
});

test("the list says what died of what, and what to type", () => {
  const deadAt = new Date("2026-11-21T00:00:00Z");
  const letter = {
    source: "inbox",
    id: "7",
    what: "sslcommerz",
    error: "no\nanswer",
    attempts: 12,
    deadAt,
  } as const;
  expect(deadListOf([letter], 100)).toBe(
    'inbox 7  sslcommerz, 12 tries, dead since 2026-11-21T00:00:00.000Z\n     no answer\n\n1 dead. pnpm dead replay <source> <id> --reason "why"',
  );
  expect(deadListOf([letter], 1)).toContain("there may be more");
  expect(deadListOf([], 1)).toBe("Nothing is dead.");
});
