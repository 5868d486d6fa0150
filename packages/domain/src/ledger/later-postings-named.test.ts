import { expect, test } from "vitest";
import { money } from "../money/index.ts";
import { type Dispute, disputeLostPosting, disputePosting, disputeWonPosting } from "./dispute-postings.ts";
import { fxPosting } from "./fx-posting.ts";
import { payoutConfirmedPosting, payoutFailedPosting, payoutPosting } from "./payout-postings.ts";
import type { Posting } from "./posting.ts";

const payout = { id: "id-1", campaignId: "campaign-1", money: money(40_000n, "BDT") };
const dispute: Dispute = {
  id: "id-1",
  provider: "sslcommerz",
  campaignId: "campaign-1",
  currency: "BDT",
  giftMinor: 50_000n,
  platformFeeMinor: 1_000n,
  tipMinor: 0n,
  feeCoverMinor: 0n,
  feeMinor: 700n,
};

test.each<[string, () => Posting]>([
  ["payout", () => payoutPosting(payout)],
  ["payout_confirmed", () => payoutConfirmedPosting(payout)],
  ["payout_failed", () => payoutFailedPosting({ ...payout, wasConfirmed: true })],
  ["dispute", () => disputePosting(dispute)],
  ["dispute_won", () => disputeWonPosting({ ...dispute, feeBackMinor: 0n })],
  ["dispute_lost", () => disputeLostPosting({ ...dispute, owedMinor: 0n })],
  ["fx", () => fxPosting("id-1", money(1n, "USD"), money(120n, "BDT"))],
])("%s is posted under its own name and the fact's id, so that it is posted once", (kind, make) => {
  expect(make()).toMatchObject({ kind, reference: "id-1" });
});

test("a provider cannot give back less than nothing of its fee", () => {
  expect(() => disputeWonPosting({ ...dispute, feeBackMinor: -1n })).toThrow("no more of the fee");
});

test("a lost dispute takes the whole gift from the platform when all of it was its fee, and never more", () => {
  const lost = (platformFeeMinor: bigint) =>
    disputeLostPosting({ ...dispute, platformFeeMinor, owedMinor: 90_000n }).entries;
  expect(lost(50_000n).map(({ account, amountMinor }) => [account.kind, amountMinor])).toEqual([
    ["platform_fee", 50_000n],
    ["dispute_hold", -50_000n],
  ]);
  expect(() => lost(50_001n)).toThrow("a part of the gift");
});

test("money is not changed into nothing", () => {
  expect(() => fxPosting("id-1", money(1n, "USD"), money(0n, "BDT"))).toThrow("more than zero");
});
