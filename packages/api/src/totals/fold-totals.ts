import { addToTotals } from "@careforall/db/totals";
import {
  foldChanges,
  isAboutCampaign,
  isChange,
  type TotalChange,
  totalChangeOf,
} from "@careforall/domain/totals";
import type { Apply } from "../outbox/consume.ts";
import { announceGoals } from "./announce-goals.ts";

/**
 * Adds what events change to their campaigns' figures: folded in memory, one statement for all. A goal that is passed
 * by it is announced in the same transaction.
 */
export const foldTotals: Apply = async (ctx, tx, deliveries) => {
  const described = new Set(
    deliveries.filter(({ type }) => isAboutCampaign(type)).map(({ subjectId }) => subjectId),
  );
  // A refund of a tip alone changes no figure: nothing is written then.
  const folded = foldChanges(deliveries.map(totalChangeOf)).filter(
    (change) => isChange(change) || described.has(change.campaignId),
  );
  await addToTotals(tx, folded);
  const raised = folded.filter((change) => mayReachGoal(change) || described.has(change.campaignId));
  if (raised.length > 0) {
    await announceGoals(
      ctx,
      tx,
      raised.map(({ campaignId }) => campaignId),
    );
  }
};

/** Promises alone raise nothing; a goal may be lowered, though. */
const mayReachGoal = ({ capturedMinor, refundedMinor }: TotalChange): boolean =>
  capturedMinor > refundedMinor;
