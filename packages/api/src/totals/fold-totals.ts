import { addToTotals } from "@careforall/db/totals";
import { paymentCaptured } from "@careforall/domain/payment";
import { foldChanges } from "@careforall/domain/totals";
import type { Apply } from "../outbox/consume.ts";
import { announceGoals } from "./announce-goals.ts";

/**
 * Adds captured gifts to their campaigns' public totals: folded in memory, one write per campaign. A goal that is passed
 * by it is announced in the same transaction.
 */
export const foldTotals: Apply = async (ctx, tx, deliveries) => {
  const changes = deliveries.map(({ data }) => {
    const captured = paymentCaptured.parse(data);
    return { campaignId: captured.campaignId, raisedMinor: BigInt(captured.giftMinor), gifts: 1 };
  });
  const folded = foldChanges(changes);
  await addToTotals(tx, folded);
  await announceGoals(
    ctx,
    tx,
    folded.map(({ campaignId }) => campaignId),
  );
};
