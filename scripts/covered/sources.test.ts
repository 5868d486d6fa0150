import { expect, test } from "vitest";
import { sourcesOf } from "./sources.ts";

const at = (line: number, column: number) => ({ start: { line, column }, end: { line, column: null } });

test("a statement ran when a test ran it, and every arm of every branch counts", () => {
  const report = {
    "/repo/a.ts": {
      path: "/repo/a.ts",
      statementMap: { 0: at(3, 2), 1: at(4, 0) },
      s: { 0: 0, 1: 7 },
      b: { 0: [1, 0], 1: [0, 0, 2] },
    },
  };
  expect(sourcesOf(report).get("/repo/a.ts")).toEqual({
    statements: [
      { line: 3, column: 2 },
      { line: 4, column: 0 },
    ],
    ran: new Set([1]),
    branches: { total: 5, covered: 2 },
  });
});

test.each([null, [], { "/repo/a.ts": {} }])("what is no such report is refused: %j", (report) => {
  expect(() => sourcesOf(report)).toThrow("expected");
});
