import { addToTotals } from "@careforall/db/totals";
import { paymentCaptured } from "@careforall/domain/payment";
import { foldChanges } from "@careforall/domain/totals";
import type { Apply } from "../outbox/consume.ts";

/** Adds captured gifts to their campaigns' public totals: folded in memory, one write per campaign. */
export const foldTotals: Apply = async (_ctx, tx, deliveries) => {
  const changes = deliveries.map(({ data }) => {
    const captured = paymentCaptured.parse(data);
    return { campaignId: captured.campaignId, raisedMinor: BigInt(captured.giftMinor), gifts: 1 };
  });
  await addToTotals(tx, foldChanges(changes));
};
