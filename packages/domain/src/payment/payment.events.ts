import * as z from "zod";
import { zCurrency } from "../money/index.ts";
import { defineEvent, zAmountMinor } from "../shared/index.ts";
import { PROVIDER_NAMES, zPaymentMethod } from "./method.ts";
import { HOLD_REASONS } from "./payment.ts";
import { END_REASONS } from "./signal.ts";

const attempt = {
  pledgeId: z.uuid(),
  campaignId: z.uuid(),
  provider: z.enum(PROVIDER_NAMES),
  currency: zCurrency,
};

/** The provider's payment page was opened for the donor. */
export const paymentInitiated = defineEvent(
  "payment.initiated",
  1,
  z.object({ ...attempt, method: zPaymentMethod, amountMinor: zAmountMinor }),
);

/** The provider holds the money and it is this campaign's gift: totals, public list and receipt follow from it. */
export const paymentCaptured = defineEvent(
  "payment.captured",
  1,
  z.object({
    ...attempt,
    giftMinor: zAmountMinor,
    tipMinor: zAmountMinor,
    feeCoverMinor: zAmountMinor,
    totalMinor: zAmountMinor,
  }),
);

/** The provider holds the money, but it is not a gift yet: it waits in suspense for a person. */
export const paymentHeld = defineEvent(
  "payment.held",
  1,
  z.object({ ...attempt, amountMinor: zAmountMinor, heldAs: z.enum(HOLD_REASONS) }),
);

/** The attempt ended without money. Not final: a success may still be confirmed later. */
export const paymentFailed = defineEvent(
  "payment.failed",
  1,
  z.object({ ...attempt, amountMinor: zAmountMinor, reason: z.enum(END_REASONS) }),
);

export const paymentEvents = [paymentInitiated, paymentCaptured, paymentHeld, paymentFailed] as const;
