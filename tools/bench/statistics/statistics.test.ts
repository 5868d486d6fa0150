import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomFrom, shuffled } from "@careforall/world";
import { compareRounds, median, percentile, rounded } from "./statistics.ts";

const someValues = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 60 });

describe("median", () => {
  test("odd, even, one; the order does not matter; of nothing there is none", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
    expect(() => median([])).toThrow("median of nothing");
  });

  test("as many values lie above it as below", () => {
    fc.assert(
      fc.property(someValues, (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        expect(below).toBeLessThanOrEqual(values.length / 2);
        expect(above).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });
});

describe("percentile", () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);

  test("is the nearest rank of what was measured", () => {
    expect(percentile(hundred, 50)).toBe(50);
    expect(percentile(hundred, 99)).toBe(99);
    expect(percentile(hundred, 100)).toBe(100);
    expect(percentile([3, 1, 2], 99)).toBe(3);
    expect(percentile([3, 1, 2], 1)).toBe(1);
  });

  test("refuses no values and no percentiles", () => {
    expect(() => percentile([], 50)).toThrow("percentile of nothing");
    expect(() => percentile([1], 0)).toThrow("no percentile");
    expect(() => percentile([1], 101)).toThrow("no percentile");
  });

  test("is a measured value that at least that share does not exceed", () => {
    fc.assert(
      fc.property(someValues, fc.integer({ min: 1, max: 100 }), (values, percent) => {
        const found = percentile(values, percent);
        expect(values).toContain(found);
        const share = values.filter((value) => value <= found).length / values.length;
        expect(share * 100).toBeGreaterThanOrEqual(percent - 1e-9);
      }),
    );
  });
});

describe("comparing rounds", () => {
  test("the ratio is of the medians; the range is of rounds that ran beside each other", () => {
    expect(compareRounds([50, 60, 10], [100, 120, 100])).toEqual({ ratio: 0.5, lowest: 0.1, highest: 0.5 });
  });

  test("a missing or empty round is an error, not a figure", () => {
    expect(() => compareRounds([1, 2], [1])).toThrow("different numbers of rounds");
    expect(() => compareRounds([1, 2], [1, 0])).toThrow("without results");
    expect(() => compareRounds([], [])).toThrow("nothing");
  });
});

test("figures are rounded to digits that count; what is no number is refused", () => {
  expect(rounded(1234.5678, 3)).toBe(1230);
  expect(rounded(0.123456, 3)).toBe(0.123);
  expect(() => rounded(Number.NaN, 3)).toThrow("not a measurement");
});

describe("seeded order", () => {
  test("the same seed gives the same numbers and order, another seed others", () => {
    const take = (seed: number) => Array.from({ length: 8 }, randomFrom(seed));
    expect(take(7)).toEqual(take(7));
    expect(take(7)).not.toEqual(take(8));
    const orders = (seed: number) => {
      const random = randomFrom(seed);
      return Array.from({ length: 8 }, () => shuffled(["a", "b", "c"], random).join(""));
    };
    expect(orders(1)).toEqual(orders(1));
    expect(new Set(orders(1)).size).toBeGreaterThan(1);
  });

  test("a shuffle loses and doubles nothing", () => {
    fc.assert(
      fc.property(someValues, fc.nat(), (values, seed) => {
        expect(shuffled(values, randomFrom(seed)).toSorted()).toEqual(values.toSorted());
      }),
    );
  });

  test("numbers lie from 0 up to but not including 1", () => {
    const random = randomFrom(3);
    for (let i = 0; i < 10_000; i++) {
      const value = random();
      expect(value >= 0 && value < 1).toBe(true);
    }
  });
});
