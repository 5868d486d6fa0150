import { expect, test } from "vitest";
import type { Rebuilt } from "../../packages/api/src/rebuild/index.ts";
import { rebuildCommandOf } from "./options.ts";
import { exitCodeOf, linesOf } from "./report.ts";

const equal: Rebuilt = { events: 12, donations: 4, differences: 0, shown: [], isReplaced: false };
const drifted: Rebuilt = {
  events: 12,
  donations: 4,
  differences: 3,
  shown: [{ table: "campaign_total", key: "c1", live: '{"gift_count": 2}', rebuilt: null }],
  isReplaced: false,
};

test("rows are replaced only when told", () => {
  expect(rebuildCommandOf([], "rina")).toEqual({ mayReplace: false, who: "rina" });
  expect(rebuildCommandOf(["--swap", "--by", "Salma"], "rina")).toEqual({ mayReplace: true, who: "Salma" });
});

test.each([["--force"], ["campaign_total"]])("%s is answered with what can be typed", (arg) => {
  expect(() => rebuildCommandOf([arg])).toThrow(/not understood.*\npnpm run rebuild/);
});

test("equal rows are success, rows that stay different are not, replaced ones are", () => {
  expect(exitCodeOf(equal)).toBe(0);
  expect(exitCodeOf(drifted)).toBe(1);
  expect(exitCodeOf({ ...drifted, isReplaced: true })).toBe(0);
});

test("what differs is shown with both sides, and how much is not shown", () => {
  expect(linesOf(equal, "here")).toBe(
    "12 events and 4 promises folded again: the live rows are equal to the rebuilt ones in here",
  );
  const text = linesOf(drifted, "here");
  expect(text).toContain('campaign_total c1\n     live     {"gift_count": 2}\n     rebuilt  (no row)');
  expect(text).toContain("… and 2 more");
  expect(text).toMatch(/3 live row\(s\) DIFFER; .*pnpm run rebuild --swap/);
  expect(linesOf({ ...drifted, isReplaced: true }, "here")).toContain("were replaced in here");
});
