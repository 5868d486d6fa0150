import * as z from "zod";
import { zCurrency } from "../money/index.ts";
import { PROVIDER_NAMES } from "../payment/method.ts";
import { defineEvent, zAmountMinor } from "../shared/index.ts";
import { REFUND_KINDS } from "./refund.ts";

const refund = {
  paymentId: z.uuid(),
  refundId: z.uuid(),
  pledgeId: z.uuid(),
  campaignId: z.uuid(),
  provider: z.enum(PROVIDER_NAMES),
  currency: zCurrency,
  kind: z.enum(REFUND_KINDS),
  amountMinor: zAmountMinor,
  giftMinor: zAmountMinor,
  tipMinor: zAmountMinor,
  feeCoverMinor: zAmountMinor,
  heldMinor: zAmountMinor,
};

/** The donor has the money back. Totals and the public list follow from it; an order alone changes neither. */
export const paymentRefunded = defineEvent(
  "payment.refunded",
  1,
  z.object({
    ...refund,
    /** Everything that the payment captured is refunded now. */
    isFull: z.boolean(),
    /** Nothing of the gift is left with the campaign any more: it is one gift less. */
    endsGift: z.boolean(),
  }),
);

/** An order to give money back came to nothing; the money is where it was before. */
export const paymentRefundFailed = defineEvent(
  "payment.refund_failed",
  1,
  z.object({
    ...refund,
    /** It had been announced by `payment.refunded`: what was subtracted is added again. */
    wasConfirmed: z.boolean(),
    /** The gift had been counted as gone: it is one gift more again. */
    revivesGift: z.boolean(),
  }),
);

export const refundEvents = [paymentRefunded, paymentRefundFailed] as const;
