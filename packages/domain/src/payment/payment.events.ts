import * as z from "zod";
import { zCurrency } from "../money/index.ts";
import { defineEvent, zAmountMinor } from "../shared/index.ts";
import { PROVIDER_NAMES, zPaymentMethod } from "./method.ts";
import { HOLD_REASONS } from "./payment.ts";
import { END_REASONS } from "./signal.ts";

const attempt = {
  pledgeId: z.uuid().describe("The promise that this attempt is to pay"),
  campaignId: z.uuid().describe("The campaign of the promise"),
  provider: z.enum(PROVIDER_NAMES).describe("Who moves the money"),
  currency: zCurrency.describe("Currency of every amount here"),
};

const asked = z.object({
  ...attempt,
  method: zPaymentMethod.describe("How the donor chose to pay"),
  amountMinor: zAmountMinor.describe("What the donor is asked for, in minor units"),
});

export const paymentInitiated = defineEvent(
  "payment.initiated",
  1,
  asked,
  "An attempt to pay was made; the provider has not heard of it yet.",
);

export const paymentPending = defineEvent(
  "payment.pending",
  1,
  asked,
  "The provider's payment page is open for the donor. Not told when news about the money was faster.",
);

export const paymentAuthorized = defineEvent(
  "payment.authorized",
  1,
  z.object({
    ...attempt,
    amountMinor: zAmountMinor.describe("What the provider keeps ready for us, in minor units"),
    giftMinor: zAmountMinor.describe("The campaign's part of it"),
  }),
  "The provider promised the money before it takes it. Providers that do both in one never send it.",
);

export const paymentNeedsReview = defineEvent(
  "payment.needs_review",
  1,
  z.object({
    ...attempt,
    amountMinor: zAmountMinor.describe("What the donor was asked for, in minor units"),
    word: z
      .string()
      .describe("What the provider said, in its own word; of a success that it does not confirm, why not"),
  }),
  "The provider said something about the attempt that nobody expected, or speaks of a success that cannot be confirmed: a person must look. We go on asking.",
);

export const paymentCaptured = defineEvent(
  "payment.captured",
  1,
  z.object({
    ...attempt,
    giftMinor: zAmountMinor.describe("The campaign's part; this is what its total grows by"),
    tipMinor: zAmountMinor.describe("The platform's part, given freely"),
    feeCoverMinor: zAmountMinor.describe("What the donor added for the provider's fee"),
    totalMinor: zAmountMinor.describe("What the provider captured: gift, tip and fee cover"),
  }),
  "The provider holds the money and it is this campaign's gift: totals, public list and receipt follow from it.",
);

export const paymentHeld = defineEvent(
  "payment.held",
  1,
  z.object({
    ...attempt,
    amountMinor: zAmountMinor.describe("What the provider captured, in minor units"),
    heldAs: z.enum(HOLD_REASONS).describe("Why it cannot be counted as the gift"),
  }),
  "The provider holds the money, but it is not a gift yet: it waits in suspense for a person.",
);

export const paymentFailed = defineEvent(
  "payment.failed",
  1,
  z.object({
    ...attempt,
    amountMinor: zAmountMinor.describe("What was to be paid, in minor units"),
    reason: z.enum(END_REASONS).describe("How the attempt ended"),
  }),
  "The attempt ended without money. Not final: a success may still be confirmed later.",
);

export const paymentEvents = [
  paymentInitiated,
  paymentPending,
  paymentAuthorized,
  paymentNeedsReview,
  paymentCaptured,
  paymentHeld,
  paymentFailed,
] as const;
