import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FIGURES, type Figures, foldChanges, isChange, type TotalChange, totalChange } from "./index.ts";

const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const change: fc.Arbitrary<TotalChange> = fc
  .tuple(
    fc.constantFrom("a", "b", "c"),
    fc.record(
      Object.fromEntries(FIGURES.map((figure) => [figure, amount])) as Record<keyof Figures, typeof amount>,
    ),
  )
  .map(([campaignId, figures]) => totalChange(campaignId, figures));

test("folding loses no unit and no gift, in any order and in any batches", () => {
  fc.assert(
    fc.property(fc.array(change), fc.nat(), (changes, cut) => {
      const whole = foldChanges(changes);
      const at = changes.length === 0 ? 0 : cut % changes.length;
      const inParts = foldChanges([...foldChanges(changes.slice(at)), ...foldChanges(changes.slice(0, at))]);
      expect(inParts).toEqual(whole);
      for (const figure of FIGURES) {
        const sum = (rows: readonly TotalChange[]) => rows.reduce((before, row) => before + row[figure], 0n);
        expect(sum(whole)).toBe(sum(changes));
      }
    }),
  );
});

test("campaigns come in sorted order, so that two writers lock rows in the same order", () => {
  const changes = ["c", "a", "b", "a"].map((campaignId) => totalChange(campaignId, { pledgeCount: 1n }));
  expect(foldChanges(changes).map(({ campaignId }) => campaignId)).toEqual(["a", "b", "c"]);
});

test("a change of nothing is none", () => {
  expect(isChange(totalChange("a", {}))).toBe(false);
  expect(isChange(totalChange("a", { failedCount: -1n }))).toBe(true);
});
