import * as z from "zod";
import { zCurrency } from "../money/index.ts";
import { PROVIDER_NAMES } from "../payment/index.ts";
import { REFUND_KINDS } from "../refund/index.ts";
import { defineEvent, zAmountMinor } from "../shared/index.ts";
import { CASE_KINDS } from "./held-case.ts";

const refund = {
  caseId: z.uuid().describe("The case whose money is given back"),
  refundId: z.uuid().describe("The refund"),
  caseKind: z.enum(CASE_KINDS).describe("Why the money was held"),
  paymentId: z.uuid().nullable().describe("The attempt that it came with; null: none of ours"),
  provider: z.enum(PROVIDER_NAMES).describe("Who moves the money"),
  providerPaymentId: z.string().describe("The provider's id of the charge"),
  currency: zCurrency.describe("Currency of the amount"),
  kind: z.enum(REFUND_KINDS).describe("Why money is given back, from a closed list"),
  amountMinor: zAmountMinor.describe("What goes back, in minor units; all of it was held, none of it a gift"),
};

export const caseRefunded = defineEvent(
  "case.refunded",
  1,
  z.object({
    ...refund,
    closesCase: z.boolean().describe("All of the case's money is back now"),
  }),
  "Held money that is no attempt's own capture (a second success, an unknown charge) is back with whom it came from. No gift, no total and no public list changes.",
);

export const caseRefundFailed = defineEvent(
  "case.refund_failed",
  1,
  z.object({
    ...refund,
    wasConfirmed: z.boolean().describe("`case.refunded` had announced it; the money is held again"),
  }),
  "An order to give held money back came to nothing; the money waits in suspense as before.",
);

export const heldEvents = [caseRefunded, caseRefundFailed] as const;
