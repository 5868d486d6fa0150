import type { DueDelivery } from "@careforall/db/outbox";
import { addToTotals } from "@careforall/db/totals";
import { paymentCaptured } from "@careforall/domain/payment";
import { paymentRefunded, paymentRefundFailed } from "@careforall/domain/refund";
import { foldChanges, type TotalChange } from "@careforall/domain/totals";
import type { Apply } from "../outbox/consume.ts";
import { announceGoals } from "./announce-goals.ts";

/**
 * What one event adds to its campaign's total; the rebuild adds the same. Only the gift part counts as raised; an order
 * of a refund changes nothing until the donor has the money. Throws for an event that is none of totals'.
 */
export function totalChangeOf({ type, data }: Pick<DueDelivery, "type" | "data">): TotalChange {
  if (type === paymentRefunded.type) {
    const { campaignId, giftMinor, endsGift } = paymentRefunded.parse(data);
    return { campaignId, raisedMinor: -BigInt(giftMinor), gifts: endsGift ? -1 : 0 };
  }
  if (type === paymentRefundFailed.type) {
    const { campaignId, giftMinor, wasConfirmed, revivesGift } = paymentRefundFailed.parse(data);
    return { campaignId, raisedMinor: wasConfirmed ? BigInt(giftMinor) : 0n, gifts: revivesGift ? 1 : 0 };
  }
  const { campaignId, giftMinor } = paymentCaptured.parse(data);
  return { campaignId, raisedMinor: BigInt(giftMinor), gifts: 1 };
}

/**
 * Adds what events change to their campaigns' public totals: folded in memory, one write per campaign. A goal that is
 * passed by it is announced in the same transaction.
 */
export const foldTotals: Apply = async (ctx, tx, deliveries) => {
  // A refund of a tip alone changes no total and wakes no page.
  const folded = foldChanges(deliveries.map(totalChangeOf)).filter(
    ({ raisedMinor, gifts }) => raisedMinor !== 0n || gifts !== 0,
  );
  await addToTotals(tx, folded);
  await announceGoals(
    ctx,
    tx,
    folded.map(({ campaignId }) => campaignId),
  );
};
