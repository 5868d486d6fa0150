import { beforeAll, describe, expect, test } from "vitest";
import { type Findings, lintTree } from "./testing/lint-tree.ts";
import { PLANTED } from "./testing/planted.ts";

/** One run over all planted files; a busy machine needs a few seconds for the type-aware rules. */
const RUN_TIMEOUT_MS = 90_000;
let findings: Findings = new Map();

beforeAll(async () => {
  const files = PLANTED.flatMap(({ sin, clean }) => [...Object.entries(sin), ...Object.entries(clean)]);
  expect(new Set(files.map(([path]) => path)).size, "every planted file has a path of its own").toBe(
    files.length,
  );
  findings = await lintTree(Object.fromEntries(files));
}, RUN_TIMEOUT_MS);

describe.each(PLANTED)("$name", ({ rule, sin, clean }) => {
  test.each(Object.keys(sin))(`${rule} finds %s`, (path) => {
    expect(findings.get(path) ?? []).toEqual([rule]);
  });
  test.each(Object.keys(clean))("nothing is wrong with %s", (path) => {
    expect(findings.get(path) ?? []).toEqual([]);
  });
});
