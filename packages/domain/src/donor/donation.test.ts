import * as fc from "fast-check";
import { expect, test } from "vitest";
import { money } from "../money/index.ts";
import { type DonationFacts, donationOf, foldGifts } from "./index.ts";

const AT = new Date("2026-05-01T10:00:00Z");
const attempt = { paymentId: "p1", number: 1, isEnded: false, isAuthorized: false, refundedMinor: 0n };
const facts = (more: Partial<DonationFacts> = {}): DonationFacts => ({
  pledgeId: "g",
  donorId: "d",
  campaignId: "c",
  currency: "BDT",
  terms: { currency: "BDT", giftMinor: 500n, tipMinor: 15n, feeCoverMinor: 10n },
  fulfilledBy: null,
  attempts: [],
  promisedAt: AT,
  capturedAt: null,
  refundedGiftMinor: 0n,
  refundedAt: null,
  ...more,
});
const paid = { ...attempt, captured: money(525n, "BDT") };

test.each([
  ["a promise", {}, "pending", 0n, 0n],
  ["an open page", { attempts: [{ ...attempt, captured: null }] }, "payment_initiated", 0n, 0n],
  ["a failed try", { attempts: [{ ...attempt, isEnded: true, captured: null }] }, "failed", 0n, 0n],
  ["held money", { attempts: [paid] }, "payment_initiated", 0n, 0n],
  ["held money that went back", { attempts: [{ ...paid, refundedMinor: 525n }] }, "refunded", 525n, 0n],
  ["a gift", { attempts: [paid], fulfilledBy: "p1" }, "completed", 0n, 500n],
  [
    "a gift partly back",
    { attempts: [{ ...paid, refundedMinor: 120n }], fulfilledBy: "p1", refundedGiftMinor: 95n },
    "completed",
    120n,
    405n,
  ],
  [
    "a gift wholly back",
    { attempts: [{ ...paid, refundedMinor: 525n }], fulfilledBy: "p1", refundedGiftMinor: 500n },
    "refunded",
    525n,
    0n,
  ],
] as const)("%s", (_name, more, status, refundedMinor, leftMinor) => {
  expect(donationOf(facts(more))).toMatchObject({ status, refundedMinor, leftMinor });
});

test("more back than was given is a defect, and says so", () => {
  expect(() => donationOf(facts({ fulfilledBy: "p1", attempts: [paid], refundedGiftMinor: 501n }))).toThrow(
    /went back/,
  );
});

/** Rows of different promises. */
const rows = fc
  .array(
    fc.record({
      donorId: fc.constantFrom("ann", "bo"),
      campaignId: fc.constantFrom("x", "y"),
      leftMinor: fc.bigInt({ min: 0n, max: 1_000n }),
      terms: fc.constant({ currency: "BDT" as const }),
    }),
  )
  .map((made) => made.map((row, nr) => ({ ...row, pledgeId: `g${nr}` })));

test("changes from nothing to any rows, by any step between, add up to the rows", () => {
  fc.assert(
    fc.property(rows, rows, (between, after) => {
      const sums = new Map<string, [number, bigint]>();
      for (const change of [...foldGifts([], between), ...foldGifts(between, after)]) {
        const key = `${change.campaignId} ${change.donorId}`;
        const [gifts, given] = sums.get(key) ?? [0, 0n];
        sums.set(key, [gifts + change.gifts, given + change.givenMinor]);
      }
      const expected = foldGifts([], after).map((change) => [
        `${change.campaignId} ${change.donorId}`,
        [change.gifts, change.givenMinor],
      ]);
      expect([...sums].filter(([, [gifts]]) => gifts !== 0).toSorted()).toEqual(expected.toSorted());
    }),
  );
});

test("rows that stay as they are change nothing", () => {
  fc.assert(
    fc.property(rows, (kept) => {
      expect(foldGifts(kept, kept.toReversed())).toEqual([]);
    }),
  );
});
