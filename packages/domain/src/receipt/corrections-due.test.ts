import * as fc from "fast-check";
import { expect, test } from "vitest";
import { correctionsDue, type Correction, type ReceiptRefund } from "./index.ts";

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 21, 10, minute));
const back = (refundId: string, amountMinor: bigint, minute: number, failed?: number): ReceiptRefund => ({
  refundId,
  amountMinor,
  confirmedAt: at(minute),
  failedAt: failed === undefined ? null : at(failed),
});
const fresh = { totalMinor: 500n, corrections: [] };
const short = (due: readonly Correction[]) =>
  due.map(({ seq, refundId, kind, amountMinor, leftMinor }) => [seq, refundId, kind, amountMinor, leftMinor]);

test("a gift of which nothing went back needs no correction", () => {
  expect(correctionsDue(fresh, [])).toEqual([]);
});

test("a part that went back is credited, the rest voids the receipt, in the order of time", () => {
  expect(short(correctionsDue(fresh, [back("b", 380n, 9), back("a", 120n, 3)]))).toEqual([
    [1, "a", "credit", 120n, 380n],
    [2, "b", "void", 380n, 0n],
  ]);
});

test("of two that went back at once the smaller id is first", () => {
  expect(short(correctionsDue(fresh, [back("b", 20n, 3), back("a", 10n, 3)])).map(([, id]) => id)).toEqual([
    "a",
    "b",
  ]);
});

test("money that comes home reinstates the receipt, and the next refund voids it again", () => {
  const first = correctionsDue(fresh, [back("a", 500n, 1)]);
  expect(short(first)).toEqual([[1, "a", "void", 500n, 0n]]);
  const kept = { totalMinor: 500n, corrections: first };
  expect(short(correctionsDue(kept, [back("a", 500n, 1, 5), back("b", 500n, 9)]))).toEqual([
    [2, "a", "reinstated", 500n, 500n],
    [3, "b", "void", 500n, 0n],
  ]);
});

test("what had gone back for a while is written with its end when both are heard of at once", () => {
  expect(short(correctionsDue(fresh, [back("b", 100n, 2), back("a", 500n, 1, 3)]))).toEqual([
    [1, "a", "void", 500n, 0n],
    [2, "a", "reinstated", 500n, 500n],
    [3, "b", "credit", 100n, 400n],
  ]);
});

test("what is written already is not written again", () => {
  const refunds = [back("a", 120n, 1, 4), back("b", 100n, 6)];
  const corrections = correctionsDue(fresh, refunds);
  expect(correctionsDue({ totalMinor: 500n, corrections }, refunds.toReversed())).toEqual([]);
});

test("more than was received cannot have gone back", () => {
  expect(() => correctionsDue(fresh, [back("a", 501n, 1)])).toThrow(/fits its receipt/);
});

/** A lawful life of refunds: each fits what is left; some come home later. */
const life = fc
  .array(fc.tuple(fc.bigInt({ min: 1n, max: 500n }), fc.boolean()), { maxLength: 6 })
  .map((orders) => {
    let left = 500n;
    return orders.flatMap(([wanted, comesHome], nr): ReceiptRefund[] => {
      const amount = wanted > left ? left : wanted;
      if (amount === 0n) return [];
      if (!comesHome) left -= amount;
      return [back(`r${nr}`, amount, nr * 2, comesHome ? nr * 2 + 1 : undefined)];
    });
  });

test("however the news is cut into pieces, what is left in the end is what did not go back", () => {
  fc.assert(
    fc.property(life, fc.nat({ max: 6 }), (refunds, cut) => {
      const seen = refunds.slice(0, cut).map((one, nr, all) =>
        // Of the last one seen only the first half may be known yet.
        nr === all.length - 1 ? { ...one, failedAt: null } : one,
      );
      const first = correctionsDue(fresh, seen);
      const then = correctionsDue({ totalMinor: 500n, corrections: first }, refunds);
      const all = [...first, ...then];
      const gone = refunds.reduce(
        (sum, { amountMinor, failedAt }) => sum + (failedAt ? 0n : amountMinor),
        0n,
      );
      expect(all.at(-1)?.leftMinor ?? 500n).toBe(500n - gone);
      expect(all.map(({ seq }) => seq)).toEqual(all.map((_, nr) => nr + 1));
      expect(
        all.every(({ kind, leftMinor }) => kind === "reinstated" || (kind === "void") === (leftMinor === 0n)),
      ).toBe(true);
    }),
  );
});
