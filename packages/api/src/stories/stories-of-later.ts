import {
  type Dispute,
  disputeLostPosting,
  disputePosting,
  disputeWonPosting,
  fxPosting,
  type Payout,
  payoutConfirmedPosting,
  payoutFailedPosting,
  payoutPosting,
} from "@careforall/domain/ledger";
import { money } from "@careforall/domain/money";
import { refundDeductedPosting } from "@careforall/domain/settlement";
import type { Stories } from "./story.ts";

const payout: Payout = { id: "payout", campaignId: "campaign", money: money(4_000_000n, "BDT") };

const dispute: Dispute = {
  id: "dispute",
  provider: "sslcommerz",
  campaignId: "campaign",
  currency: "BDT",
  giftMinor: 50_000n,
  platformFeeMinor: 1_250n,
  tipMinor: 1_500n,
  feeCoverMinor: 0n,
  feeMinor: 30_000n,
};

/** What has no verb yet: the postings that the domain decides, as they will be written. */
export const storiesOfLater: Stories = {
  "refund-deducted": async () => [
    refundDeductedPosting({ id: "refund", provider: "sslcommerz", money: money(50_000n, "BDT") }),
  ],
  payout: async () => [payoutPosting(payout), payoutConfirmedPosting(payout)],
  "payout-failed": async () => [
    payoutPosting(payout),
    payoutFailedPosting({ ...payout, wasConfirmed: false }),
  ],
  "payout-returned": async () => [
    payoutPosting(payout),
    payoutConfirmedPosting(payout),
    payoutFailedPosting({ ...payout, wasConfirmed: true }),
  ],
  "dispute-won": async () => [disputePosting(dispute), disputeWonPosting({ ...dispute, feeBackMinor: 0n })],
  "dispute-lost": async () => [
    disputePosting(dispute),
    disputeLostPosting({ ...dispute, owedMinor: 7_000_000n }),
  ],
  "dispute-lost-after-payout": async () => [
    disputePosting(dispute),
    disputeLostPosting({ ...dispute, owedMinor: 10_000n }),
  ],
  fx: async () => [fxPosting("change", money(100_000n, "USD"), money(12_210_000n, "BDT"))],
};
