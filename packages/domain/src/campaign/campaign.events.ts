import * as z from "zod";
import { zCurrency } from "../money/index.ts";
import { defineEvent, zAmountMinor } from "../shared/index.ts";
import { zCampaignKind } from "./kind.ts";

const described = z.object({
  kind: zCampaignKind.describe("What it raises money for"),
  currency: zCurrency.describe("Currency of every amount here, fixed for its life"),
  goalMinor: zAmountMinor.describe("What is to be raised, in minor units"),
  startsAt: z.iso.datetime().describe("When it begins to take gifts"),
  endsAt: z.iso.datetime().nullable().describe("When it takes no new pledges any more; null: it goes on"),
});

export const campaignCreated = defineEvent(
  "campaign.created",
  1,
  described,
  "A campaign was written down. Nobody sees it yet.",
);

export const campaignActivated = defineEvent(
  "campaign.activated",
  1,
  described,
  "A campaign is public and takes gifts.",
);

export const campaignUpdated = defineEvent(
  "campaign.updated",
  1,
  described.extend({
    changed: z.array(z.string().max(40)).min(1).max(50).describe("Names of the fields that differ now"),
  }),
  "An organiser or staff changed what a campaign says. Its currency never changes.",
);

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
  campaignCreated,
  campaignActivated,
  campaignUpdated,
  campaignClosing,
  campaignCompleted,
  campaignExpired,
  campaignGoalReached,
] as const;
