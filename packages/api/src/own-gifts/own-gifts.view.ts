import { zCurrency } from "@careforall/domain/money";
import { zPaymentMethod } from "@careforall/domain/payment";
import { zAmountMinor } from "@careforall/domain/shared";
import * as z from "zod";
import { zTime } from "../campaign/campaign.view.ts";
import { zDonation } from "../donor/donor.view.ts";

/** One gift in the history of the account that it belongs to. */
export const zOwnGift = zDonation.extend({
  /** Opens the gift's page. */
  token: z.string(),
  method: zPaymentMethod,
  /** `2026-000123`; null without a receipt. */
  receiptNumber: z.string().nullable(),
});
export type OwnGift = z.output<typeof zOwnGift>;

export const zOwnGiftList = z.object({
  /** The account's own: days and years of this list are read on its clocks, receipts on those of the campaign. */
  timeZone: z.string(),
  items: z.array(zOwnGift),
  next: z.string().nullable(),
});

/** The years to choose from: of promises, and of receipts. Newest first. */
export const zOwnYears = z.object({ promised: z.array(z.int()), received: z.array(z.int()) });

/** What was received in a year, gift by gift, and the sums per currency. */
export const zStatement = z.object({
  year: z.int(),
  /** To whom it is made out: the name of the account. */
  name: z.string(),
  rows: z.array(
    z.object({
      number: z.string(),
      receivedAt: zTime,
      timeZone: z.string(),
      campaignTitle: z.string(),
      currency: zCurrency,
      totalMinor: zAmountMinor,
      /** What went back afterwards, in whichever year. */
      backMinor: zAmountMinor,
      leftMinor: zAmountMinor,
    }),
  ),
  sums: z.array(
    z.object({
      currency: zCurrency,
      receiptCount: z.int(),
      totalMinor: zAmountMinor,
      backMinor: zAmountMinor,
      leftMinor: zAmountMinor,
    }),
  ),
});
export type Statement = z.output<typeof zStatement>;
