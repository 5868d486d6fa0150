import { zCurrency } from "@careforall/domain/money";
import { zPaymentMethod } from "@careforall/domain/payment";
import { PLEDGE_STATUSES } from "@careforall/domain/pledge";
import { zAmountMinor, zLocale } from "@careforall/domain/shared";
import * as z from "zod";
import { zTime } from "../campaign/campaign.view.ts";

/**
 * What we can say about a donor's money, and nothing in between:
 * - `received`: captured and in our ledger;
 * - `being_confirmed`: the provider says in progress, or our question is under way, or payment has not begun;
 * - `not_charged`: the provider says failed, cancelled or expired;
 * - `unknown`: the provider does not answer; we keep asking.
 */
export const zTruth = z.enum(["received", "being_confirmed", "not_charged", "unknown"]);
export type Truth = z.output<typeof zTruth>;

export const zGift = z.object({
  /** To quote to us: 26 characters. */
  reference: z.string(),
  truth: zTruth,
  /** Why it was not charged; null for the other truths. */
  endReason: z.enum(["failed", "cancelled", "expired"]).nullable(),
  /** Captured, but staff look at it before the campaign gets it (another amount, a second payment, a risk flag). */
  isHeld: z.boolean(),
  /** Captured when the campaign took no gifts any more; it counts all the same. */
  isLate: z.boolean(),
  /** The gift is in the public total already. */
  isCounted: z.boolean(),
  mayRetry: z.boolean(),
  /** The names that the API has used since the first version: see docs/money.md. */
  status: z.enum(PLEDGE_STATUSES),
  campaign: z.object({ slug: z.string(), title: z.string() }),
  giftMinor: zAmountMinor,
  /** What the platform keeps of the gift; a part of `giftMinor`, not beside it. */
  platformFeeMinor: zAmountMinor,
  tipMinor: zAmountMinor,
  feeCoverMinor: zAmountMinor,
  totalMinor: zAmountMinor,
  currency: zCurrency,
  method: zPaymentMethod,
  attempts: z.int().nonnegative(),
  /** What the donor wrote, for the kept form; never the e-mail in full. */
  donorName: z.string().nullable(),
  isAnonymous: z.boolean(),
  message: z.string().nullable(),
  /** `r…@example.org` */
  maskedEmail: z.string(),
  locale: zLocale,
  createdAt: zTime,
  receivedAt: zTime.nullable(),
  /** What the donor has got back of this gift; "0" while a refund is only under way. */
  refundedMinor: zAmountMinor,
  history: z.array(
    z.object({
      at: zTime,
      what: z.enum([
        "created",
        "payment_opened",
        "authorized",
        "failed",
        "cancelled",
        "expired",
        "received",
        "held",
        // The provider paid the money out to our bank.
        "settled",
        "refunded",
        // The donor's bank sent a refund back to us.
        "refund_failed",
      ]),
    }),
  ),
});
export type Gift = z.output<typeof zGift>;
