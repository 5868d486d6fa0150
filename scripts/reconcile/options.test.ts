import { expect, test } from "vitest";
import { reconcileCommandOf } from "./options.ts";

const FINDING = "01a1fe1a-e0da-711a-b7ec-c1000c65ec64";
const DEFAULTS = { kind: "run", isDryRun: false, isMailing: false, file: null, window: null, who: "rina" };

test("without anything it compares and repairs, and writes to nobody", () => {
  expect(reconcileCommandOf([], "rina")).toEqual(DEFAULTS);
});

test("everything can be said at once; days begin and end in Dhaka", () => {
  const said = ["--dry-run", "--with-mail", "--file", "a.csv", "--from", "2026-11-20", "--to", "2026-11-21"];
  expect(reconcileCommandOf(said, "rina")).toEqual({
    ...DEFAULTS,
    isDryRun: true,
    isMailing: true,
    file: "a.csv",
    window: { from: new Date("2026-11-19T18:00:00Z"), to: new Date("2026-11-21T17:59:59.999Z") },
  });
  expect(
    reconcileCommandOf(["--from", "2026-11-20T10:00Z", "--to", "2026-11-20T16:00:00+06:00"], "rina"),
  ).toMatchObject({
    window: { from: new Date("2026-11-20T10:00:00Z"), to: new Date("2026-11-20T10:00:00Z") },
  });
});

test("a finding is closed by its id, with a reason, by whoever says so", () => {
  expect(reconcileCommandOf(["close", FINDING, "--reason", "refunded by hand", "--by", "amina"])).toEqual({
    kind: "close",
    id: FINDING,
    reason: "refunded by hand",
    who: "amina",
  });
});

test.each([
  [["now"]],
  [["--force"]],
  [["--from", "2026-11-20"]],
  [["--to", "2026-11-20"]],
  [["--from", "2026-11-21", "--to", "2026-11-20"]],
  [["--from", "yesterday", "--to", "today"]],
  [["--from", "2026-13-40", "--to", "2026-13-41"]],
  [["--reason", "no finding"]],
  [["close", FINDING]],
  [["close", FINDING, "--reason", " "]],
  [["close", "17", "--reason", "why"]],
  [["close", FINDING, "--reason", "why", "--dry-run"]],
])("%j is answered with what can be typed", (args) => {
  expect(() => reconcileCommandOf(args)).toThrow(/not understood[^\n]*\npnpm reconcile/);
});
