import type { DueDelivery } from "@careforall/db/outbox";
import { addToTotals } from "@careforall/db/totals";
import { paymentCaptured } from "@careforall/domain/payment";
import { paymentRefunded, paymentRefundFailed } from "@careforall/domain/refund";
import { foldChanges, type TotalChange } from "@careforall/domain/totals";
import type { Apply } from "../outbox/consume.ts";

/** Adds what events change to their campaigns' public totals: folded in memory, one write per campaign. */
export const foldTotals: Apply = async (_ctx, tx, deliveries) => {
  const changes = foldChanges(deliveries.map(changeOf));
  // A refund of a tip alone changes no total and wakes no page.
  await addToTotals(
    tx,
    changes.filter(({ raisedMinor, gifts }) => raisedMinor !== 0n || gifts !== 0),
  );
};

/** Only the gift part counts as raised; an order of a refund changes nothing until the donor has the money. */
function changeOf({ type, data }: DueDelivery): TotalChange {
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
