import * as z from "zod";
import { zCurrency } from "../money/index.ts";
import { defineEvent, zAmountMinor } from "../shared/index.ts";

/** The end has come: no new pledges; payments that are on their way are waited for until `closesAt`. */
export const campaignClosing = defineEvent(
  "campaign.closing",
  1,
  z.object({ endsAt: z.iso.datetime(), closesAt: z.iso.datetime() }),
);

const result = z.object({
  currency: zCurrency,
  goalMinor: zAmountMinor,
  raisedMinor: zAmountMinor,
  giftCount: z.int().nonnegative(),
});

/** The campaign is over and raised its goal. */
export const campaignCompleted = defineEvent("campaign.completed", 1, result);

/** The campaign is over and did not raise its goal; what was given stays given. */
export const campaignExpired = defineEvent("campaign.expired", 1, result);

/** The total passed the goal for the first time. Told once per campaign, whatever is refunded afterwards. */
export const campaignGoalReached = defineEvent("campaign.goal_reached", 1, result);

export const campaignEvents = [
  campaignClosing,
  campaignCompleted,
  campaignExpired,
  campaignGoalReached,
] as const;
