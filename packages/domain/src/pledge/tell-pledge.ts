import { assert, type DomainEvent } from "../shared/index.ts";
import { giftBucket, type PledgeFacts, pledgeStatus } from "./pledge-status.ts";
import { EVENT_OF_STATUS } from "./pledge.events.ts";
import { type PledgeTerms, totalOf } from "./pledge.ts";

export type ToldPledge = {
  readonly pledgeId: string;
  readonly campaignId: string;
  /** The attempt whose news it was. */
  readonly paymentId: string;
  readonly terms: PledgeTerms;
};

/** The event about a pledge whose status or bucket changed with these facts; none when both are as before. */
export function tellPledge(
  { pledgeId, campaignId, paymentId, terms }: ToldPledge,
  before: PledgeFacts,
  after: PledgeFacts,
): readonly DomainEvent[] {
  const previousStatus = pledgeStatus(before);
  const newStatus = pledgeStatus(after);
  const fromBucket = giftBucket(before);
  const toBucket = giftBucket(after);
  if (previousStatus === newStatus && fromBucket === toBucket) return [];
  assert(newStatus !== "pending", "a promise that was tried is never as if it had not been");
  const event = EVENT_OF_STATUS[newStatus].create(pledgeId, {
    campaignId,
    paymentId,
    currency: terms.currency,
    giftMinor: `${terms.giftMinor}`,
    tipMinor: `${terms.tipMinor}`,
    feeCoverMinor: `${terms.feeCoverMinor}`,
    totalMinor: `${totalOf(terms)}`,
    previousStatus,
    newStatus,
    fromBucket,
    toBucket,
  });
  return [event];
}
