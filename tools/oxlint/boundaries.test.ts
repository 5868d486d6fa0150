import { beforeAll, describe, expect, test } from "vitest";
import { type Verdict, checkBoundaries } from "./testing/check-boundaries.ts";

const line = (source: string): string =>
  `import { it } from "${source}";\nexport const that: unknown = it;\n`;
const nameOf = (folder: string): string => `@careforall/${folder.replace(/^\w+\//, "")}`;

const LAWFUL = {
  "packages/domain/src/money/a.ts": line("zod"),
  "packages/db/src/payment/a.ts": line("@careforall/domain/money"),
  "packages/providers/src/stripe/a.ts": line("@careforall/domain/payment"),
  "packages/api/src/pledge/a.ts": line("@careforall/db/pledge"),
  "apps/worker/src/payment/a.ts": line("@careforall/api/payment"),
  "apps/web/src/server/a.ts": line("@careforall/api/payment"),
  "apps/simulator/src/stripe/a.ts": line("node:sqlite"),
};

test("the lawful direction of every layer passes", () => {
  const { isClean, report } = checkBoundaries({ files: LAWFUL });
  expect(report).toContain("no issues found");
  expect(isClean).toBe(true);
});

test("imports of what is not declared, and paths that leave a package, are found", () => {
  const { isClean, report } = checkBoundaries({
    files: {
      ...LAWFUL,
      "packages/db/src/payment/b.ts": line("left-pad"),
      "apps/simulator/src/stripe/b.ts": line("@careforall/api/pledge"),
      "apps/worker/src/payment/b.ts": line("../../../../packages/db/src/payment/a.ts"),
    },
  });
  expect(report).toContain("cannot import package `left-pad`");
  expect(report).toContain("cannot import package `@careforall/api`");
  expect(report).toContain("import `../../../../packages/db/src/payment/a.ts` leaves the package");
  expect(report).toContain("3 issues found");
  expect(isClean).toBe(false);
});

/** Declaring the dependency does not make it lawful: the tags decide. One workspace with all of these sins. */
const FORBIDDEN: readonly (readonly [folder: string, dependency: string])[] = [
  ["packages/domain", "@careforall/db"],
  ["packages/domain", "@careforall/providers"],
  ["packages/db", "@careforall/providers"],
  ["packages/db", "@careforall/api"],
  ["packages/providers", "@careforall/db"],
  ["packages/providers", "@careforall/api"],
  ["packages/api", "@careforall/providers"],
  ["packages/api", "@careforall/worker"],
  ["apps/simulator", "@careforall/api"],
  ["apps/simulator", "@careforall/domain"],
  ["apps/worker", "@careforall/simulator"],
  ["apps/web", "@careforall/worker"],
  ["apps/web", "@careforall/lint-rules"],
];

describe("a forbidden dependency that is declared", () => {
  let verdict: Verdict = { isClean: true, report: "" };
  beforeAll(() => {
    verdict = checkBoundaries({ files: LAWFUL, declare: FORBIDDEN });
  });

  test.each(FORBIDDEN)("%s may not depend on %s", (folder, dependency) => {
    const found = "(?:without any tag listed in allowlist|with tag listed in denylist)";
    expect(verdict.report).toMatch(
      new RegExp(`Package \`${dependency}\` found ${found} for \`${nameOf(folder)}\``),
    );
    expect(verdict.isClean).toBe(false);
  });
});
