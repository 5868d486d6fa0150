import type { Campaign } from "../campaign/index.ts";
import { takesPledges } from "../campaign/index.ts";
import { checkGiftAmount, money, type Currency } from "../money/index.ts";
import { assert, type DomainEvent } from "../shared/index.ts";
import { pledgeCreated } from "./pledge.events.ts";

/** What a donor promises, in minor units of one currency. The total is charged; only the gift counts as raised. */
export type PledgeTerms = {
  readonly currency: Currency;
  readonly giftMinor: bigint;
  readonly tipMinor: bigint;
  readonly feeCoverMinor: bigint;
  /** What the platform keeps of the gift, decided at the promise (`platformFeeOf`). A part of the gift, not beside it. */
  readonly platformFeeMinor: bigint;
};

/** The platform may keep at most a tenth of a gift. */
export const PLATFORM_FEE_BASIS_POINTS_MAX = 1_000;

/** What the platform keeps of a gift, in minor units: rounded down, in the campaign's favour. 100 basis points = 1 %. */
export function platformFeeOf(giftMinor: bigint, basisPoints: number): bigint {
  assert(
    Number.isInteger(basisPoints) && basisPoints >= 0 && basisPoints <= PLATFORM_FEE_BASIS_POINTS_MAX,
    `${basisPoints} basis points are a fee that the platform may keep`,
  );
  return (giftMinor * BigInt(basisPoints)) / 10_000n;
}

export const totalOf = (terms: PledgeTerms): bigint => terms.giftMinor + terms.tipMinor + terms.feeCoverMinor;

export type PledgeRefusal =
  | "pledge.campaign_closed"
  | "pledge.wrong_currency"
  | "pledge.amount_too_small"
  | "pledge.amount_too_large";

export type PledgeDecision =
  | { readonly outcome: "accepted"; readonly totalMinor: bigint; readonly events: readonly DomainEvent[] }
  | { readonly outcome: "refused"; readonly code: PledgeRefusal };

/** May this promise be made to this campaign now? No money moves here. */
export function decidePledge(
  pledgeId: string,
  terms: PledgeTerms,
  campaign: Campaign,
  at: Date,
): PledgeDecision {
  if (!takesPledges(campaign, at)) return { outcome: "refused", code: "pledge.campaign_closed" };
  if (terms.currency !== campaign.currency) return { outcome: "refused", code: "pledge.wrong_currency" };
  const totalMinor = totalOf(terms);
  const tooMuch = checkGiftAmount(money(totalMinor, terms.currency));
  if (tooMuch === "too_large") return { outcome: "refused", code: "pledge.amount_too_large" };
  if (checkGiftAmount(money(terms.giftMinor, terms.currency)) === "too_small") {
    return { outcome: "refused", code: "pledge.amount_too_small" };
  }
  const created = pledgeCreated.create(pledgeId, {
    campaignId: campaign.id,
    giftMinor: terms.giftMinor.toString(),
    tipMinor: terms.tipMinor.toString(),
    feeCoverMinor: terms.feeCoverMinor.toString(),
    totalMinor: totalMinor.toString(),
    currency: terms.currency,
  });
  return { outcome: "accepted", totalMinor, events: [created] };
}
