import { expect, test } from "vitest";
import { perPackage } from "./per-package.ts";

const file = (covered: number, total: number) => ({
  lines: { covered, total },
  branches: { covered: 1, total: 2 },
});

test("the files of a package are summed, and its share is never rounded up", () => {
  const summary = {
    total: file(1, 1),
    "/repo/packages/domain/src/a.ts": file(7_996, 10_000),
    "/repo/packages/domain/src/money/b.ts": file(0, 0),
    "/repo/apps/worker/src/c.ts": file(0, 4),
  };
  expect(perPackage(summary, "/repo")).toEqual([
    { package: "apps/worker", lines: 0, branches: 50, lineCount: 4 },
    { package: "packages/domain", lines: 79.9, branches: 50, lineCount: 10_000 },
  ]);
});
