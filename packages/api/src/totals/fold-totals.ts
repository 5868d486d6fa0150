import { addToTotals } from "@careforall/db/totals";
import { foldChanges, isChange, type TotalChange, totalChangeOf } from "@careforall/domain/totals";
import type { Apply } from "../outbox/consume.ts";
import { announceGoals } from "./announce-goals.ts";

/**
 * Adds what events change to their campaigns' figures: folded in memory, one statement for all. A goal that is passed
 * by it is announced in the same transaction.
 */
export const foldTotals: Apply = async (ctx, tx, deliveries) => {
  // A refund of a tip alone changes no figure and wakes no page.
  const folded = foldChanges(deliveries.map(totalChangeOf)).filter(isChange);
  await addToTotals(tx, folded);
  const raised = folded.filter(mayReachGoal).map(({ campaignId }) => campaignId);
  if (raised.length > 0) await announceGoals(ctx, tx, raised);
};

/** Promises alone raise nothing. */
const mayReachGoal = ({ capturedMinor, refundedMinor }: TotalChange): boolean =>
  capturedMinor > refundedMinor;
