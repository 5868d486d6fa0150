import * as fc from "fast-check";
import { expect, test } from "vitest";
import { money } from "../money/index.ts";
import { type Dispute, disputeLostPosting, disputePosting, disputeWonPosting } from "./dispute-postings.ts";
import { fxPosting } from "./fx-posting.ts";
import {
  judgePayout,
  type Payout,
  payoutConfirmedPosting,
  payoutFailedPosting,
  payoutPosting,
} from "./payout-postings.ts";
import type { Posting } from "./posting.ts";

const payout: Payout = { id: "payout-1", campaignId: "campaign-1", money: money(40_000n, "BDT") };
const dispute: Dispute = {
  id: "dispute-1",
  provider: "sslcommerz",
  campaignId: "campaign-1",
  currency: "BDT",
  giftMinor: 50_000n,
  platformFeeMinor: 1_000n,
  tipMinor: 1_500n,
  feeCoverMinor: 500n,
  feeMinor: 700n,
};

/** What the postings together leave on each account, in minor units; accounts at zero are left out. */
function balances(...postings: readonly Posting[]): Record<string, bigint> {
  const sums: Record<string, bigint> = {};
  for (const { account, amountMinor, currency } of postings.flatMap(({ entries }) => entries)) {
    const name = currency === "BDT" ? account.kind : `${account.kind} ${currency}`;
    sums[name] = (sums[name] ?? 0n) + amountMinor;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0n));
}

test("a payout leaves the campaign when it is ordered, and the bank when it is confirmed", () => {
  expect(balances(payoutPosting(payout))).toEqual({ campaign_payable: 40_000n, payout_clearing: -40_000n });
  expect(balances(payoutPosting(payout), payoutConfirmedPosting(payout))).toEqual({
    campaign_payable: 40_000n,
    bank: -40_000n,
  });
});

test.each([false, true])(
  "a payout that fails leaves nothing behind (confirmed before: %s)",
  (wasConfirmed) => {
    const before = wasConfirmed ? [payoutConfirmedPosting(payout)] : [];
    expect(
      balances(payoutPosting(payout), ...before, payoutFailedPosting({ ...payout, wasConfirmed })),
    ).toEqual({});
  },
);

test("a payout takes what we owe, less what is ordered back and what is disputed", () => {
  const room = { owedMinor: 50_000n, orderedBackMinor: 3_000n, disputedMinor: 7_000n };
  expect(judgePayout(room, 40_000n)).toEqual({ refusal: null, leftMinor: 40_000n });
  expect(judgePayout(room, 40_001n)).toEqual({ refusal: "payout.exceeds", leftMinor: 40_000n });
  expect(judgePayout(room, 0n)).toEqual({ refusal: "payout.zero", leftMinor: 40_000n });
  expect(judgePayout({ ...room, owedMinor: -5n }, 1n)).toEqual({ refusal: "payout.exceeds", leftMinor: 0n });
});

test("payouts that are each judged after the one before never take more than there is", () => {
  const amounts = fc.array(fc.bigInt({ min: -5n, max: 60n }), { maxLength: 20 });
  fc.assert(
    fc.property(
      amounts,
      fc.bigInt({ min: -50n, max: 200n }),
      fc.bigInt({ min: 0n, max: 50n }),
      (wishes, owed, held) => {
        let owedMinor = owed;
        for (const wish of wishes) {
          const { refusal } = judgePayout({ owedMinor, orderedBackMinor: 0n, disputedMinor: held }, wish);
          if (refusal === null) owedMinor -= wish;
          expect(owedMinor >= held || owedMinor === owed).toBe(true);
        }
      },
    ),
  );
});

test("an open dispute takes from the provider's account only, its fee included", () => {
  expect(balances(disputePosting(dispute))).toEqual({
    dispute_hold: 52_000n,
    provider_fee: 700n,
    provider_clearing: -52_700n,
  });
});

test("a dispute that is won brings the money back; the fee only as far as the provider says", () => {
  const won = (feeBackMinor: bigint) =>
    balances(disputePosting(dispute), disputeWonPosting({ ...dispute, feeBackMinor }));
  expect(won(0n)).toEqual({ provider_fee: 700n, provider_clearing: -700n });
  expect(won(700n)).toEqual({});
  expect(() => won(701n)).toThrow("no more of the fee");
});

test.each([
  ["covers it", 90_000n, 49_000n, 0n],
  ["covers a part", 10_000n, 10_000n, 39_000n],
  ["is below zero", -5n, 0n, 49_000n],
])("a lost dispute when the campaign's balance %s", (_what, owedMinor, payable, receivable) => {
  const left = balances(disputePosting(dispute), disputeLostPosting({ ...dispute, owedMinor }));
  const { campaign_payable = 0n, receivable: owes = 0n, ...rest } = left;
  expect([campaign_payable, owes]).toEqual([payable, receivable]);
  expect(rest).toEqual({
    platform_fee: 1_000n,
    tip: 1_500n,
    provider_fee: 1_200n,
    provider_clearing: -52_700n,
  });
});

test("changed money balances in both currencies, and only fx holds the position", () => {
  expect(balances(fxPosting("fx-1", money(10_000n, "USD"), money(1_220_000n, "BDT")))).toEqual({
    "bank USD": -10_000n,
    "fx USD": 10_000n,
    bank: 1_220_000n,
    fx: -1_220_000n,
  });
  expect(() => fxPosting("fx-1", money(1n, "USD"), money(1n, "USD"))).toThrow("another currency");
  expect(() => fxPosting("fx-1", money(0n, "USD"), money(1n, "BDT"))).toThrow("more than zero");
});
