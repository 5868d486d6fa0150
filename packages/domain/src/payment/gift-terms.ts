import { type PledgeTerms, totalOf } from "../pledge/index.ts";
import type { Payment } from "./payment.ts";

/**
 * A promise as far as the money reaches: what is missing is taken from the fee cover first, then from the tip, as in a
 * refund. The gift itself is never shortened, because a pledge keeps its terms: null when the money does not reach it,
 * and when it is more than was promised.
 */
export function termsWithin(terms: PledgeTerms, amountMinor: bigint): PledgeTerms | null {
  if (amountMinor < terms.giftMinor || amountMinor > totalOf(terms)) return null;
  const beyondGift = amountMinor - terms.giftMinor;
  const tipMinor = beyondGift < terms.tipMinor ? beyondGift : terms.tipMinor;
  return { ...terms, tipMinor, feeCoverMinor: beyondGift - tipMinor };
}

/** What the money of an attempt became, or becomes: the promise, or less where staff accepted less. */
export const giftTerms = ({ terms, capture }: Payment): PledgeTerms =>
  (capture?.acceptedAt == null ? null : termsWithin(terms, capture.money.amountMinor)) ?? terms;
