import {
  type PledgeFacts,
  type PledgeStatus,
  pledgeStatus,
  type PledgeTerms,
  giftMoney,
} from "../pledge/index.ts";
import { assert } from "../shared/index.ts";

/** Of a promise's terms, what concerns its donor; the platform's part of a gift is not shown there. */
export type DonationTerms = Pick<PledgeTerms, "currency" | "giftMinor" | "tipMinor" | "feeCoverMinor">;

/** What is known about a promise at one moment. */
export type DonationFacts = PledgeFacts & {
  readonly pledgeId: string;
  readonly donorId: string;
  readonly campaignId: string;
  readonly terms: DonationTerms;
  readonly promisedAt: Date;
  /** When the money that is the gift was captured; null without one. */
  readonly capturedAt: Date | null;
  /** Gift part of what the donor has back of it, in minor units. */
  readonly refundedGiftMinor: bigint;
  /** When the newest refund of any of its money reached the donor. */
  readonly refundedAt: Date | null;
};

/** A promise as its donor's history shows it. Minor units of the promise's currency. */
export type Donation = {
  readonly pledgeId: string;
  readonly donorId: string;
  readonly campaignId: string;
  readonly terms: DonationTerms;
  readonly status: PledgeStatus;
  /** What the donor has back, of every part. */
  readonly refundedMinor: bigint;
  /** What of the gift is with the campaign. */
  readonly leftMinor: bigint;
  readonly promisedAt: Date;
  readonly capturedAt: Date | null;
  readonly refundedAt: Date | null;
};

/** The present facts in one row; whoever writes it forgets what was there before. */
export function donationOf(facts: DonationFacts): Donation {
  const { pledgeId, donorId, campaignId, terms, promisedAt, capturedAt, refundedAt } = facts;
  const leftMinor = facts.fulfilledBy === null ? 0n : terms.giftMinor - facts.refundedGiftMinor;
  assert(leftMinor >= 0n, `no more of the gift of pledge ${pledgeId} went back than there was`);
  return {
    pledgeId,
    donorId,
    campaignId,
    terms,
    status: pledgeStatus(facts),
    refundedMinor: giftMoney(facts).refundedMinor,
    leftMinor,
    promisedAt,
    capturedAt,
    refundedAt,
  };
}
