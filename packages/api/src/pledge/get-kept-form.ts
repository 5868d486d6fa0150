import { PAYMENT_METHODS, type PaymentMethod } from "@careforall/domain/payment";
import { assert } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import { findGift } from "./find-gift.ts";

export type KeptForm = {
  readonly campaignSlug: string;
  readonly giftMinor: string;
  readonly tipMinor: string;
  readonly feeCoverMinor: string;
  readonly donorName: string | null;
  /** In full: for the server only, never for a page. */
  readonly donorEmail: string;
  readonly isAnonymous: boolean;
  readonly message: string | null;
  readonly method: PaymentMethod;
};

/** What a donor typed, for showing the form again after a refused payment. */
export async function getKeptForm(ctx: Context, input: { readonly token: string }): Promise<KeptForm> {
  const found = await findGift(ctx.db, input.token);
  const method = PAYMENT_METHODS.find((known) => known === (found.payments[0]?.method ?? found.method));
  assert(method !== undefined, "a pledge has a known method");
  return {
    campaignSlug: found.campaign.slug,
    giftMinor: `${found.giftMinor}`,
    tipMinor: `${found.tipMinor}`,
    feeCoverMinor: `${found.feeCoverMinor}`,
    donorName: found.donorName,
    donorEmail: found.donorEmail,
    isAnonymous: found.isAnonymous,
    message: found.message,
    method,
  };
}
