import { expect, test } from "vitest";
import { whereRan } from "./counted.ts";

const range = (startOffset: number, endOffset: number, count: number) => ({ startOffset, endOffset, count });

test("the narrowest range that holds an offset says whether it ran, in whatever order they come", () => {
  const inner = { ranges: [range(10, 20, 0), range(14, 16, 3)] };
  const outer = { ranges: [range(0, 30, 1), range(25, 28, 0)] };
  for (const functions of [
    [inner, outer],
    [outer, inner],
  ]) {
    const ranAt = whereRan({ url: "file:///a.ts", functions });
    expect([0, 9, 10, 13, 14, 15, 16, 19, 20, 25, 27, 28].filter((offset) => ranAt(offset))).toEqual([
      0, 9, 14, 15, 20, 28,
    ]);
  }
});

test("what no range holds did not run", () => {
  const ranAt = whereRan({ url: "file:///a.ts", functions: [{ ranges: [range(0, 3, 1)] }] });
  expect(ranAt(3)).toBe(false);
  expect(whereRan({ url: "file:///a.ts", functions: [] })(0)).toBe(false);
});
