import * as z from "zod";
import { zCurrency } from "../money/index.ts";
import { defineEvent, zAmountMinor } from "../shared/index.ts";

/** A donor promised to give. Names and addresses stay in the pledge: events carry ids and amounts. */
export const pledgeCreated = defineEvent(
  "pledge.created",
  1,
  z.object({
    campaignId: z.uuid(),
    giftMinor: zAmountMinor,
    tipMinor: zAmountMinor,
    feeCoverMinor: zAmountMinor,
    totalMinor: zAmountMinor,
    currency: zCurrency,
  }),
);

export const pledgeEvents = [pledgeCreated] as const;
