import * as z from "zod";
import { zCurrency } from "../money/index.ts";
import { defineEvent, zAmountMinor } from "../shared/index.ts";

export const campaignClosing = defineEvent(
  "campaign.closing",
  1,
  z.object({
    endsAt: z.iso.datetime().describe("The end that has come; later pledges are refused"),
    closesAt: z.iso.datetime().describe("Until when payments that are on their way are waited for"),
  }),
  "The end has come: no new pledges; payments that are on their way are waited for.",
);

const result = z.object({
  currency: zCurrency.describe("Currency of every amount here"),
  goalMinor: zAmountMinor.describe("What was to be raised, in minor units"),
  raisedMinor: zAmountMinor.describe("What was raised by then, in minor units"),
  giftCount: z.int().nonnegative().describe("How many gifts were counted by then"),
});

export const campaignCompleted = defineEvent(
  "campaign.completed",
  1,
  result,
  "The campaign is over and raised its goal.",
);

export const campaignExpired = defineEvent(
  "campaign.expired",
  1,
  result,
  "The campaign is over and did not raise its goal; what was given stays given.",
);

export const campaignGoalReached = defineEvent(
  "campaign.goal_reached",
  1,
  result,
  "The total passed the goal for the first time. Told once per campaign, whatever is refunded afterwards.",
);

export const campaignEvents = [
  campaignClosing,
  campaignCompleted,
  campaignExpired,
  campaignGoalReached,
] as const;
