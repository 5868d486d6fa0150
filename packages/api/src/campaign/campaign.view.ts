import { zCampaignKind } from "@careforall/domain/campaign";
import { zCurrency } from "@careforall/domain/money";
import { zAmountMinor, zLocale } from "@careforall/domain/shared";
import * as z from "zod";

/** Times cross as ISO 8601 in UTC with milliseconds. */
export const zTime = z.iso.datetime();

/**
 * The public total of a campaign. `raisedMinor` = gift part of captured payments − gift part of confirmed refunds −
 * gift part of disputes lost; tips, fees and payouts never change it. It is true as of `asOf`; while the worker is
 * stopped `asOf` stands still and giving goes on.
 */
export const zTotals = z.object({
  currency: zCurrency,
  raisedMinor: zAmountMinor,
  goalMinor: zAmountMinor,
  giftCount: z.int().nonnegative(),
  /** Different people among the gifts that stand; counted a moment after the gift itself. */
  donorCount: z.int().nonnegative(),
  /** Grows by one with each change, so that a late message cannot overwrite a newer one. */
  version: z.int().nonnegative(),
  asOf: zTime,
});
export type Totals = z.output<typeof zTotals>;

/** A campaign as a row of a list, in the reader's language where the text exists in it. */
export const zCampaignCard = z.object({
  id: z.uuid(),
  slug: z.string(),
  kind: zCampaignKind,
  /** `active` takes gifts; the others are shown but closed. */
  status: z.enum(["active", "closing", "completed", "expired"]),
  title: z.string(),
  summary: z.string(),
  /** The language that the texts are in; the organiser may not have written all. */
  textLocale: zLocale,
  organiserName: z.string(),
  beneficiaryName: z.string(),
  place: z.string(),
  /** Null for a campaign without an end (long term). */
  endsAt: zTime.nullable(),
  totals: zTotals,
});
export type CampaignCard = z.output<typeof zCampaignCard>;

export const zCampaignPage = zCampaignCard.extend({
  /** Markdown, by the organiser: render it sanitised, without raw HTML. */
  story: z.string(),
  /** What the money pays for, in the organiser's words. */
  costs: z.array(z.object({ label: z.string(), amountMinor: zAmountMinor })),
  suggestedMinor: z.array(zAmountMinor),
  /** Gifts since `totals.asOf` may not be in the totals yet: the worker is behind, or counting was stopped. */
  isTotalBehind: z.boolean(),
});
export type CampaignPage = z.output<typeof zCampaignPage>;

/** A gift as everybody may see it. `displayName` is null when the donor asked not to be named. */
export const zPublicGift = z.object({
  id: z.uuid(),
  displayName: z.string().nullable(),
  amountMinor: zAmountMinor,
  currency: zCurrency,
  message: z.string().nullable(),
  at: zTime,
});
export type PublicGift = z.output<typeof zPublicGift>;
