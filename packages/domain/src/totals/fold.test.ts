import * as fc from "fast-check";
import { expect, test } from "vitest";
import { foldChanges } from "./fold.ts";

const change = fc.record({
  campaignId: fc.constantFrom("a", "b", "c"),
  raisedMinor: fc.bigInt({ min: 0n, max: 10n ** 15n }),
  gifts: fc.constant(1),
});

test("folding loses no unit and no gift, in any order and in any batches", () => {
  fc.assert(
    fc.property(fc.array(change), fc.nat(), (changes, cut) => {
      const whole = foldChanges(changes);
      const at = changes.length === 0 ? 0 : cut % changes.length;
      const inParts = foldChanges([...foldChanges(changes.slice(at)), ...foldChanges(changes.slice(0, at))]);
      expect(inParts).toEqual(whole);
      expect(whole.reduce((sum, one) => sum + one.raisedMinor, 0n)).toBe(
        changes.reduce((sum, one) => sum + one.raisedMinor, 0n),
      );
    }),
  );
});

test("campaigns come in sorted order, so that two writers lock rows in the same order", () => {
  const ids = ["c", "a", "b", "a"].map((campaignId) => ({ campaignId, raisedMinor: 1n, gifts: 1 }));
  expect(foldChanges(ids).map(({ campaignId }) => campaignId)).toEqual(["a", "b", "c"]);
});
