import { addToTotals } from "@careforall/db/totals";
import { paymentCaptured } from "@careforall/domain/payment";
import { foldChanges, type TotalChange } from "@careforall/domain/totals";
import type { Apply } from "../outbox/consume.ts";
import { announceGoals } from "./announce-goals.ts";

/** What one event adds to its campaign's total; the rebuild adds the same. Throws for an event that is none of totals'. */
export function totalChangeOf({ data }: { readonly data: unknown }): TotalChange {
  const captured = paymentCaptured.parse(data);
  return { campaignId: captured.campaignId, raisedMinor: BigInt(captured.giftMinor), gifts: 1 };
}

/**
 * Adds captured gifts to their campaigns' public totals: folded in memory, one write per campaign. A goal that is passed
 * by it is announced in the same transaction.
 */
export const foldTotals: Apply = async (ctx, tx, deliveries) => {
  const folded = foldChanges(deliveries.map(totalChangeOf));
  await addToTotals(tx, folded);
  await announceGoals(
    ctx,
    tx,
    folded.map(({ campaignId }) => campaignId),
  );
};
