import * as z from "zod";
import { zCurrency } from "../money/index.ts";
import { PROVIDER_NAMES } from "../payment/method.ts";
import { defineEvent, zAmountMinor } from "../shared/index.ts";
import { REFUND_KINDS } from "./refund.ts";

const refund = {
  paymentId: z.uuid().describe("The attempt whose money is given back"),
  refundId: z.uuid().describe("The refund"),
  pledgeId: z.uuid().describe("The promise of the attempt"),
  campaignId: z.uuid().describe("The campaign of the promise"),
  provider: z.enum(PROVIDER_NAMES).describe("Who moves the money"),
  currency: zCurrency.describe("Currency of every amount here"),
  kind: z.enum(REFUND_KINDS).describe("Why money is given back, from a closed list"),
  amountMinor: zAmountMinor.describe("What the donor gets back, in minor units: the sum of the parts"),
  giftMinor: zAmountMinor.describe("The campaign's part; this is what its total shrinks by"),
  tipMinor: zAmountMinor.describe("The platform's part"),
  feeCoverMinor: zAmountMinor.describe("What the donor had added for the provider's fee"),
  heldMinor: zAmountMinor.describe("What comes out of suspense, because it was never a gift"),
};

export const paymentRefunded = defineEvent(
  "payment.refunded",
  1,
  z.object({
    ...refund,
    isFull: z.boolean().describe("Everything that the payment captured is refunded now"),
    endsGift: z.boolean().describe("Nothing of the gift is left with the campaign: it is one gift less"),
  }),
  "The donor has the money back. Totals and the public list follow from it; an order alone changes neither.",
);

export const paymentRefundFailed = defineEvent(
  "payment.refund_failed",
  1,
  z.object({
    ...refund,
    wasConfirmed: z
      .boolean()
      .describe("`payment.refunded` had announced it: what was subtracted is added again"),
    revivesGift: z.boolean().describe("The gift had been counted as gone: it is one gift more again"),
  }),
  "An order to give money back came to nothing; the money is where it was before.",
);

export const refundEvents = [paymentRefunded, paymentRefundFailed] as const;
