import { campaignCreated, campaignUpdated } from "../campaign/index.ts";
import { paymentCaptured } from "../payment/index.ts";
import {
  type GiftBucket,
  pledgeCompleted,
  pledgeCreated,
  pledgeFailed,
  pledgePaymentInitiated,
  pledgeRefunded,
} from "../pledge/index.ts";
import { paymentRefunded, paymentRefundFailed } from "../refund/index.ts";
import { type Figures, type TotalChange, totalChange } from "./figures.ts";

/** Of an event, what the fold reads; `subjectId` is the campaign in events about campaigns. */
type ToldEvent = { readonly type: string; readonly subjectId: string; readonly data: unknown };

/** News of the campaign itself: its figures begin at zero, or its goal is another. */
export const isAboutCampaign = (type: string): boolean =>
  type === campaignCreated.type || type === campaignUpdated.type;

const MOVES = [pledgePaymentInitiated, pledgeCompleted, pledgeFailed, pledgeRefunded] as const;

/**
 * What one event adds to its campaign's figures; the rebuild adds the same. Money comes from the events of payments,
 * so that the raised sum follows one fact; events of promises move what is not money yet. Throws for an event that is
 * none of these.
 */
export function totalChangeOf({ type, subjectId, data }: ToldEvent): TotalChange {
  if (isAboutCampaign(type)) return totalChange(subjectId, {});
  const move = MOVES.find((event) => event.type === type);
  if (move !== undefined) return moved(move.parse(data));
  if (type === pledgeCreated.type) {
    const { campaignId, giftMinor } = pledgeCreated.parse(data);
    return totalChange(campaignId, { ...inBucket("pending", BigInt(giftMinor), 1n), pledgeCount: 1n });
  }
  if (type === paymentRefunded.type) {
    const { campaignId, giftMinor, endsGift } = paymentRefunded.parse(data);
    return totalChange(campaignId, { refundedMinor: BigInt(giftMinor), refundedCount: endsGift ? 1n : 0n });
  }
  if (type === paymentRefundFailed.type) {
    const { campaignId, giftMinor, wasConfirmed, revivesGift } = paymentRefundFailed.parse(data);
    return totalChange(campaignId, {
      refundedMinor: wasConfirmed ? -BigInt(giftMinor) : 0n,
      refundedCount: revivesGift ? -1n : 0n,
    });
  }
  const { campaignId, giftMinor } = paymentCaptured.parse(data);
  return totalChange(campaignId, inBucket("captured", BigInt(giftMinor), 1n));
}

/** Out of one bucket, into another; into `captured` goes nothing here: the event of the payment fills it. */
function moved(event: {
  readonly campaignId: string;
  readonly giftMinor: string;
  readonly fromBucket: GiftBucket;
  readonly toBucket: GiftBucket;
}): TotalChange {
  const { campaignId, fromBucket, toBucket } = event;
  const giftMinor = BigInt(event.giftMinor);
  if (fromBucket === toBucket) return totalChange(campaignId, {});
  return totalChange(campaignId, {
    ...(fromBucket === "captured" ? {} : inBucket(fromBucket, -giftMinor, -1n)),
    ...(toBucket === "captured" ? {} : inBucket(toBucket, giftMinor, 1n)),
  });
}

const inBucket = (bucket: GiftBucket, minor: bigint, count: bigint): Partial<Figures> => ({
  [`${bucket}Minor`]: minor,
  [`${bucket}Count`]: count,
});
