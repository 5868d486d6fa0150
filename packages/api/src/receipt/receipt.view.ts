import { zCurrency } from "@careforall/domain/money";
import { zPaymentMethod } from "@careforall/domain/payment";
import { CORRECTION_KINDS } from "@careforall/domain/receipt";
import { zAmountMinor } from "@careforall/domain/shared";
import * as z from "zod";
import { zTime } from "../campaign/campaign.view.ts";

/** What a receipt stands for now: all of its money, what is left of it, or nothing. */
export const RECEIPT_STATES = ["valid", "credited", "void"] as const;
export type ReceiptState = (typeof RECEIPT_STATES)[number];

/** The receipt of one gift: its donor's own name, their own money, and nothing of anybody else. */
export const zReceipt = z.object({
  /** `2026-000123` */
  number: z.string(),
  state: z.enum(RECEIPT_STATES),
  /** As written on the gift's page. */
  reference: z.string(),
  campaign: z.object({ slug: z.string(), title: z.string() }),
  currency: zCurrency,
  /** What was received, part by part; corrections do not change it. */
  giftMinor: zAmountMinor,
  tipMinor: zAmountMinor,
  feeCoverMinor: zAmountMinor,
  totalMinor: zAmountMinor,
  /** What the receipt stands for after its corrections. */
  leftMinor: zAmountMinor,
  method: zPaymentMethod,
  /** The provider's own reference, as it stands on the donor's statement. */
  providerReference: z.string(),
  /** Null when the donor gave no name. */
  donorName: z.string().nullable(),
  receivedAt: zTime,
  issuedAt: zTime,
  /** IANA name of the campaign's place, in which the days on a receipt are written. */
  timeZone: z.string(),
  /** When the original went out by mail; what is looked at afterwards is a copy of it. Null while it did not. */
  mailedAt: zTime.nullable(),
  corrections: z.array(
    z.object({
      /** `2026-000123/1` */
      number: z.string(),
      kind: z.enum(CORRECTION_KINDS),
      amountMinor: zAmountMinor,
      leftMinor: zAmountMinor,
      at: zTime,
    }),
  ),
});
export type Receipt = z.output<typeof zReceipt>;
