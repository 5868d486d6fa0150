import { expect, test } from "vitest";
import { checkBoundaries } from "./testing/check-boundaries.ts";

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

test.each([
  [
    "a package that is not declared",
    "packages/db/src/payment/b.ts",
    "left-pad",
    "cannot import package `left-pad`",
  ],
  [
    "a relative path that leaves the package",
    "apps/worker/src/payment/b.ts",
    "../../../../packages/db/src/payment/a.ts",
    "leaves the package",
  ],
  [
    "a workspace package that is not declared",
    "apps/simulator/src/stripe/b.ts",
    "@careforall/api/pledge",
    "cannot import package `@careforall/api`",
  ],
])("%s is found", (_name, file, source, message) => {
  const { isClean, report } = checkBoundaries({ files: { ...LAWFUL, [file]: line(source) } });
  expect(report).toContain(message);
  expect(report).toContain("1 issue found");
  expect(isClean).toBe(false);
});

// Declaring the dependency does not make it lawful: the tags decide.
test.each([
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
])("%s may not depend on %s", (folder, dependency) => {
  const { isClean, report } = checkBoundaries({
    files: { ...LAWFUL, [`${folder}/src/planted/b.ts`]: line(`${dependency}/payment`) },
    declare: { [folder]: dependency },
  });
  const verdict = "(?:without any tag listed in allowlist|with tag listed in denylist)";
  expect(report).toMatch(new RegExp(`Package \`${dependency}\` found ${verdict} for \`${nameOf(folder)}\``));
  expect(isClean).toBe(false);
});
