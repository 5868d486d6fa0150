import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CURRENCIES, CURRENCY_EXPONENT } from "./currency.ts";
import { nextShare } from "./share.ts";

test.each(CURRENCIES)("%s: however the whole is cut, the shares sum exactly to the part", (currency) => {
  const unit = 10n ** BigInt(CURRENCY_EXPONENT[currency]);
  const amounts = fc.array(fc.bigInt({ min: 0n, max: 700n * unit }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(amounts, fc.nat({ max: 10_000 }), (cuts, basisPoints) => {
      const whole = cuts.reduce((sum, cut) => sum + cut, 0n);
      const part = (whole * BigInt(basisPoints)) / 10_000n;
      let wholeTaken = 0n;
      let partTaken = 0n;
      for (const cut of cuts) {
        const share = nextShare({ whole, wholeTaken, part, partTaken }, cut);
        expect(share >= 0n && share <= cut).toBe(true);
        wholeTaken += cut;
        partTaken += share;
        // What is left of the part is never more than its proportion of what is left of the whole.
        expect((part - partTaken) * whole <= part * (whole - wholeTaken)).toBe(true);
      }
      expect(partTaken).toBe(part);
    }),
  );
});

test("steps that are undone in any order leave no share below zero and none that exceeds the part", () => {
  const step = fc.record({ amount: fc.bigInt({ min: 0n, max: 400n }), undone: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), fc.bigInt({ min: 0n, max: 1_000n }), (steps, part) => {
      const whole = 1_000n;
      let wholeTaken = 0n;
      let partTaken = 0n;
      for (const { amount, undone } of [...steps, { amount: whole, undone: false }]) {
        const next = amount < whole - wholeTaken ? amount : whole - wholeTaken;
        const share = nextShare({ whole, wholeTaken, part, partTaken }, next);
        expect(share >= 0n && share <= next).toBe(true);
        if (undone) continue;
        wholeTaken += next;
        partTaken += share;
      }
      expect({ wholeTaken, partTaken }).toEqual({ wholeTaken: whole, partTaken: part });
    }),
  );
});

test("a part that was learned late, or turned out smaller, is made up for as far as the amount allows", () => {
  expect(nextShare({ whole: 100n, wholeTaken: 50n, part: 10n, partTaken: 0n }, 50n)).toBe(10n);
  expect(nextShare({ whole: 100n, wholeTaken: 95n, part: 10n, partTaken: 0n }, 5n)).toBe(5n);
  expect(nextShare({ whole: 100n, wholeTaken: 50n, part: 2n, partTaken: 5n }, 50n)).toBe(0n);
});

test("nothing takes no share, and more than is left is a defect", () => {
  expect(nextShare({ whole: 0n, wholeTaken: 0n, part: 0n, partTaken: 0n }, 0n)).toBe(0n);
  expect(() => nextShare({ whole: 5n, wholeTaken: 3n, part: 1n, partTaken: 0n }, 3n)).toThrow("left of 5");
  expect(() => nextShare({ whole: 5n, wholeTaken: 0n, part: 6n, partTaken: 0n }, 1n)).toThrow("part of 5");
});
