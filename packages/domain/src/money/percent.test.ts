import fc from "fast-check";
import { expect, test } from "vitest";
import { percentOf } from "./percent.ts";

test.each<[bigint, bigint, number]>([
  [0n, 100n, 0],
  [1n, 3n, 33],
  [99_99n, 100_00n, 99],
  [100_00n, 100_00n, 100],
  [101_00n, 100_00n, 101],
  [250_00n, 100_00n, 250],
  [-1n, 100n, 0],
  [-100n, 100n, 0],
  [5n, 0n, 0],
  [5n, -1n, 0],
  [0n, 0n, 0],
  [10n ** 30n, 1n, 999_999],
  [10n ** 30n - 1n, 10n ** 30n, 99],
])("%s of %s is %s %%", (part, whole, percent) => {
  expect(percentOf(part, whole)).toBe(percent);
});

test("is 100 exactly when the goal is reached, and never before", () => {
  const positive = fc.bigInt({ min: 1n, max: 10n ** 18n });
  fc.assert(
    fc.property(positive, positive, (part, whole) => {
      expect(percentOf(part, whole) >= 100).toBe(part >= whole);
    }),
  );
});
