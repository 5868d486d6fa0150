import { beforeAll, describe, expect, test } from "vitest";
import { type Findings, lintTree } from "./testing/lint-tree.ts";
import { PLANTED } from "./testing/planted.ts";

/** One run over all planted files; a busy machine needs a few seconds for the type-aware rules. */
const RUN_TIMEOUT_MS = 90_000;
const files = PLANTED.flatMap(({ sin, clean }) => [...Object.entries(sin), ...Object.entries(clean)]);
let findings: Findings = new Map();

beforeAll(async () => {
  findings = await lintTree(Object.fromEntries(files));
}, RUN_TIMEOUT_MS);

test("every planted file has a path of its own, so that none hides another", () => {
  const paths = files.map(([path]) => path);
  expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
});

describe.each(PLANTED)("$name", ({ rule, sin, clean }) => {
  test.each(Object.keys(sin))(`${rule} finds %s`, (path) => {
    expect(findings.get(path) ?? []).toEqual([rule]);
  });
  test.each(Object.keys(clean))("nothing is wrong with %s", (path) => {
    expect(findings.get(path) ?? []).toEqual([]);
  });
});
