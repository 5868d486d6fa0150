import type { Currency } from "../money/index.ts";
import type { ProviderName } from "../payment/method.ts";
import { assert } from "../shared/index.ts";
import { credit, debit, posting, type Posting } from "./posting.ts";

/** A donor's bank takes a gift back against our will. Amounts in minor units of the capture's currency. */
export type Dispute = {
  readonly id: string;
  readonly provider: ProviderName;
  readonly campaignId: string;
  readonly currency: Currency;
  /** Whose the disputed money is, as a refund of it would be split; the platform's fee is a part of the gift. */
  readonly giftMinor: bigint;
  readonly platformFeeMinor: bigint;
  readonly tipMinor: bigint;
  readonly feeCoverMinor: bigint;
  /** What the provider charges for the dispute; most keep it even if we win. */
  readonly feeMinor: bigint;
};

const disputed = ({ giftMinor, tipMinor, feeCoverMinor }: Dispute): bigint =>
  giftMinor + tipMinor + feeCoverMinor;

/**
 * The provider takes the money, and its fee for the trouble, out of what it holds for us. Nobody has lost anything of the
 * gift yet: what the campaign may be paid meanwhile is a matter of the payout's guard.
 */
export function disputePosting(dispute: Dispute): Posting {
  const { id, provider, currency, feeMinor } = dispute;
  return posting("dispute", id, [
    debit({ kind: "dispute_hold", provider }, disputed(dispute), currency),
    debit({ kind: "provider_fee", provider }, feeMinor, currency),
    credit({ kind: "provider_clearing", provider }, disputed(dispute) + feeMinor, currency),
  ]);
}

/** Won: the provider holds the money for us again. It keeps its fee, unless it says what it gives back of it. */
export function disputeWonPosting(dispute: Dispute & { readonly feeBackMinor: bigint }): Posting {
  const { id, provider, currency, feeMinor, feeBackMinor } = dispute;
  assert(feeBackMinor >= 0n && feeBackMinor <= feeMinor, "no more of the fee comes back than was charged");
  return posting("dispute_won", id, [
    debit({ kind: "provider_clearing", provider }, disputed(dispute) + feeBackMinor, currency),
    credit({ kind: "dispute_hold", provider }, disputed(dispute), currency),
    credit({ kind: "provider_fee", provider }, feeBackMinor, currency),
  ]);
}

/**
 * Lost: each loses what it had of the gift. What the campaign's balance (`owedMinor`, its credit balance now) does not
 * cover has been paid out already: the campaign owes it to us, so that its balance does not fall below zero.
 */
export function disputeLostPosting(dispute: Dispute & { readonly owedMinor: bigint }): Posting {
  const { id, provider, campaignId, currency, owedMinor } = dispute;
  const campaignMinor = dispute.giftMinor - dispute.platformFeeMinor;
  assert(campaignMinor >= 0n, "the platform's fee is a part of the gift");
  const available = owedMinor > 0n ? owedMinor : 0n;
  const taken = campaignMinor < available ? campaignMinor : available;
  return posting("dispute_lost", id, [
    debit({ kind: "campaign_payable", campaignId }, taken, currency),
    debit({ kind: "receivable", campaignId }, campaignMinor - taken, currency),
    debit({ kind: "platform_fee" }, dispute.platformFeeMinor, currency),
    debit({ kind: "tip" }, dispute.tipMinor, currency),
    debit({ kind: "provider_fee", provider }, dispute.feeCoverMinor, currency),
    credit({ kind: "dispute_hold", provider }, disputed(dispute), currency),
  ]);
}
