import * as z from "zod";
import { zCurrency } from "../money/index.ts";
import { PROVIDER_NAMES } from "../payment/method.ts";
import { defineEvent, zAmountMinor } from "../shared/index.ts";

export const paymentCompleted = defineEvent(
  "payment.completed",
  1,
  z.object({
    pledgeId: z.uuid().describe("The promise of the attempt"),
    campaignId: z.uuid().describe("The campaign of the promise"),
    provider: z.enum(PROVIDER_NAMES).describe("Who paid out"),
    currency: zCurrency.describe("Currency of every amount here, the one of the capture"),
    grossMinor: zAmountMinor.describe("What the provider had captured, in minor units: net and fee"),
    providerFeeMinor: zAmountMinor.describe("What the provider kept for itself"),
    netMinor: zAmountMinor.describe("What reached our bank"),
  }),
  "The provider has paid the captured money out to our bank, less its fee. No public number changes.",
);

export const settlementEvents = [paymentCompleted] as const;
