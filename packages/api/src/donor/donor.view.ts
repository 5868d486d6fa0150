import { zCurrency } from "@careforall/domain/money";
import { PLEDGE_STATUSES } from "@careforall/domain/pledge";
import { zAmountMinor } from "@careforall/domain/shared";
import * as z from "zod";
import { zTime } from "../campaign/campaign.view.ts";

/** One promise in its donor's own history. Private: it is never shown to anybody else. */
export const zDonation = z.object({
  /** As written on the receipt. */
  reference: z.string(),
  campaign: z.object({ slug: z.string(), title: z.string() }),
  currency: zCurrency,
  giftMinor: zAmountMinor,
  tipMinor: zAmountMinor,
  feeCoverMinor: zAmountMinor,
  totalMinor: zAmountMinor,
  /** What the donor has back, of every part. */
  refundedMinor: zAmountMinor,
  /** What of the gift is with the campaign. */
  leftMinor: zAmountMinor,
  status: z.enum(PLEDGE_STATUSES),
  promisedAt: zTime,
  capturedAt: zTime.nullable(),
  refundedAt: zTime.nullable(),
});
export type DonationView = z.output<typeof zDonation>;

/** What a donor gave, per currency, as it stands after refunds. Gift parts: tips and fees are not in it. */
export const zDonorStatistics = z.object({
  items: z.array(
    z.object({
      currency: zCurrency,
      givenMinor: zAmountMinor,
      giftCount: z.int().positive(),
      campaignCount: z.int().positive(),
      firstGiftAt: zTime,
      lastGiftAt: zTime,
    }),
  ),
});
export type DonorStatistics = z.output<typeof zDonorStatistics>;
