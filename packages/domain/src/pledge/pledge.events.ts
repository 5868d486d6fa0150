import * as z from "zod";
import { zCurrency } from "../money/index.ts";
import { defineEvent, zAmountMinor } from "../shared/index.ts";
import { GIFT_BUCKETS, PLEDGE_STATUSES, type PledgeStatus } from "./pledge-status.ts";

const terms = {
  campaignId: z.uuid().describe("The campaign that the gift is for"),
  giftMinor: zAmountMinor.describe("The campaign's part, in minor units"),
  tipMinor: zAmountMinor.describe("The platform's part, given freely"),
  feeCoverMinor: zAmountMinor.describe("What the donor adds for the provider's fee"),
  totalMinor: zAmountMinor.describe("What is to be paid: gift, tip and fee cover"),
  currency: zCurrency.describe("Currency of every amount here, the campaign's own"),
};

/** Names and addresses stay in the pledge: events carry ids and amounts. */
export const pledgeCreated = defineEvent(
  "pledge.created",
  1,
  z.object(terms),
  "A donor promised to give. No money has moved.",
);

const moved = z.object({
  ...terms,
  paymentId: z.uuid().describe("The attempt that made the difference"),
  previousStatus: z.enum(PLEDGE_STATUSES).describe("What the promise was before"),
  newStatus: z.enum(PLEDGE_STATUSES).describe("What it is now; the event is named by it"),
  fromBucket: z.enum(GIFT_BUCKETS).describe("Where the gift part stood in the campaign's figures"),
  toBucket: z.enum(GIFT_BUCKETS).describe("Where it stands now; often the same"),
});

export const pledgePaymentInitiated = defineEvent(
  "pledge.payment_initiated",
  1,
  moved,
  "An attempt to pay the promise is open: the first, or another after one that failed.",
);

export const pledgeCompleted = defineEvent(
  "pledge.completed",
  1,
  moved,
  "The money of an attempt is the gift; told again when a refund of all of it fails in the end.",
);

export const pledgeFailed = defineEvent(
  "pledge.failed",
  1,
  moved,
  "The newest attempt ended without money. Not final: the donor may try again, and a late success counts.",
);

export const pledgeRefunded = defineEvent(
  "pledge.refunded",
  1,
  moved,
  "The donor has everything back that was paid for this promise.",
);

/** Which event tells of each status; nothing ever goes back to `pending`. */
export const EVENT_OF_STATUS = {
  payment_initiated: pledgePaymentInitiated,
  completed: pledgeCompleted,
  failed: pledgeFailed,
  refunded: pledgeRefunded,
} as const satisfies Record<Exclude<PledgeStatus, "pending">, unknown>;

export const pledgeEvents = [
  pledgeCreated,
  pledgePaymentInitiated,
  pledgeCompleted,
  pledgeFailed,
  pledgeRefunded,
] as const;
