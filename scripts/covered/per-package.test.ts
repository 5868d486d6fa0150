import { expect, test } from "vitest";
import { missedLines, perPackage } from "./per-package.ts";
import type { Source } from "./sources.ts";

/** One statement a line, as many as `total`, of which the first `covered` ran. */
const source = (covered: number, total: number): Source => ({
  statements: Array.from({ length: total }, (_, index) => ({ line: index + 1, column: 0 })),
  ran: new Set(Array.from({ length: covered }, (_, index) => index)),
  branches: { total: 2, covered: 1 },
});

test("the sources of a package are summed, and its share is never rounded up", () => {
  const sources = new Map([
    ["/repo/packages/domain/src/a.ts", source(7_996, 10_000)],
    ["/repo/packages/domain/src/money/b.ts", source(0, 0)],
    ["/repo/apps/worker/src/c.ts", source(0, 4)],
  ]);
  const zero = { linesByUnitTests: 0, branchesByUnitTests: 50, lineCount: 4 };
  expect(perPackage(sources, new Map(), "/repo")).toEqual([
    { package: "apps/worker", lines: 0, ...zero },
    {
      package: "packages/domain",
      lines: 79.9,
      linesByUnitTests: 79.9,
      branchesByUnitTests: 50,
      lineCount: 10_000,
    },
  ]);
});

test("a line that both kinds of tests ran counts once, and one that only the stack ran counts too", () => {
  const sources = new Map([["/repo/apps/web/src/a.ts", source(2, 10)]]);
  const runs = new Map([["/repo/apps/web/src/a.ts", new Set([1, 2, 3])]]);
  expect(perPackage(sources, runs, "/repo")).toMatchObject([{ lines: 40, linesByUnitTests: 20 }]);
});

test("a line with several statements is one line, and ran with the first of them", () => {
  const at = (line: number, column: number) => ({ line, column });
  const two: Source = {
    statements: [at(1, 0), at(1, 8), at(2, 0), at(4, 2)],
    ran: new Set([1]),
    branches: { total: 0, covered: 0 },
  };
  expect(perPackage(new Map([["/repo/apps/web/a.ts", two]]), new Map(), "/repo")).toMatchObject([
    { lines: 33.3, lineCount: 3, branchesByUnitTests: 100 },
  ]);
  expect(missedLines(two)).toEqual([2, 4]);
  expect(missedLines(two, new Set([3]))).toEqual([2]);
});
