import * as z from "zod";
import { zCurrency } from "../money/index.ts";
import { defineEvent, zAmountMinor } from "../shared/index.ts";

/** Names and addresses stay in the pledge: events carry ids and amounts. */
export const pledgeCreated = defineEvent(
  "pledge.created",
  1,
  z.object({
    campaignId: z.uuid().describe("The campaign that the gift is for"),
    giftMinor: zAmountMinor.describe("The campaign's part, in minor units"),
    tipMinor: zAmountMinor.describe("The platform's part, given freely"),
    feeCoverMinor: zAmountMinor.describe("What the donor adds for the provider's fee"),
    totalMinor: zAmountMinor.describe("What is to be paid: gift, tip and fee cover"),
    currency: zCurrency.describe("Currency of every amount here, the campaign's own"),
  }),
  "A donor promised to give. No money has moved.",
);

export const pledgeEvents = [pledgeCreated] as const;
