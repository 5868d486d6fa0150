import { readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "@careforall/world";
import { expect, test } from "vitest";
import { readOptions } from "../options.ts";
import { checksOf } from "../report/pass-run.ts";
import { stopChecksOf } from "../stops/stops-run.ts";
import { RIGHT_PASS, RIGHT_STOPS } from "../testing/runs.ts";
import { findMutants } from "./find-mutants.ts";
import { applyChange, PatchError, readMutant } from "./patch.ts";

const mutants = findMutants(ROOT);
const PASS_CHECKS = checksOf(RIGHT_PASS).map(({ name }) => name);
const STOP_CHECKS = stopChecksOf(RIGHT_STOPS).map(({ name }) => name);
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

test("the mistakes that everybody makes are all there", () => {
  expect(mutants.map(({ name }) => name)).toEqual([
    "acknowledged-before-stored",
    "amount-without-currency",
    "check-then-act-dedupe",
    "fold-not-idempotent",
    "job-lost-at-shutdown",
    "no-provider-key",
    "no-row-lock",
    "reconciler-off",
    "relay-without-transaction",
    "strict-chain",
    "synchronous-commit-off",
    "unguarded-refund",
  ]);
});

test.each(mutants)("$name still applies to the sources, and the test that must see it is there", (mutant) => {
  for (const change of mutant.changes) {
    const source = read(change.file);
    expect(applyChange(mutant.name, change, source)).not.toBe(source);
  }
  expect(read(mutant.check)).toContain(mutant.test);
});

const PATCH = `Mistake: two is three
Check: two.test.ts
Test: two is two
Fire: --pass b
Seen: lost
--- a/src/two.ts
+++ b/src/two.ts
@@ -1,3 +1,3 @@
 // numbers
-export const two = 2;
+export const two = 3;
 // end
`;

test("a patch is found by what its lines say, wherever they have moved to", () => {
  const mutant = readMutant("two", PATCH);
  expect(mutant).toMatchObject({
    mistake: "two is three",
    check: "two.test.ts",
    test: "two is two",
    fire: { typed: "--pass b", seen: "lost" },
    unseen: null,
  });
  const [change] = mutant.changes;
  if (change === undefined) throw new Error("the patch has a change");
  const source = "// moved\n\n// numbers\nexport const two = 2;\n// end\n";
  expect(applyChange("two", change, source)).toBe("// moved\n\n// numbers\nexport const two = 3;\n// end\n");
  expect(() => applyChange("two", change, "export const two = 1 + 1;\n")).toThrow(PatchError);
  expect(() => applyChange("two", change, source + source)).toThrow(/2 times, not once/);
});

test("a patch says which run sees the mistake, or why none does for sure", () => {
  const untried = PATCH.replace(/^Fire: .*\nSeen: .*$/m, "Not under fire: a run sees it sometimes");
  expect(readMutant("two", untried)).toMatchObject({ fire: null, unseen: "a run sees it sometimes" });
  expect(() => readMutant("two", PATCH.replace("Seen: lost\n", ""))).toThrow(PatchError);
});

test.each(mutants.flatMap(({ name, fire }) => (fire === null ? [] : [{ name, ...fire }])))(
  "$name: its run can be typed, and has the check that must see it",
  ({ typed, seen }) => {
    const options = readOptions(typed.split(" "));
    expect(options.what === "stops" ? STOP_CHECKS : PASS_CHECKS).toContain(seen);
  },
);

test("a patch without its lines, or without a change, is refused", () => {
  expect(() => readMutant("two", PATCH.replace("Check: ", ""))).toThrow(PatchError);
  expect(() => readMutant("two", PATCH.slice(0, PATCH.indexOf("---")))).toThrow(PatchError);
});
