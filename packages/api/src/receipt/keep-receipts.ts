import {
  findReceivedGifts,
  insertCorrections,
  issueReceipts,
  lockReceiptYears,
  type NewReceipt,
  readKeptReceipts,
  type ReceivedGift,
} from "@careforall/db/receipt";
import { paymentCaptured, termsWithin } from "@careforall/domain/payment";
import { totalOf } from "@careforall/domain/pledge";
import { correctionsDue, receiptYear } from "@careforall/domain/receipt";
import { paymentRefunded, paymentRefundFailed } from "@careforall/domain/refund";
import { assert } from "@careforall/domain/shared";
import type { DueDelivery } from "@careforall/db/outbox";
import type { Apply } from "../outbox/consume.ts";

/**
 * Gives each captured gift the next number of its year, and writes what refunds do to its receipt. An event only says
 * which promise to look at: what is due follows from the facts of this moment, under the locks of the years' counters,
 * so that events may come in any order and more than once, and no number is given twice or left out.
 */
export const keepReceipts: Apply = async (_ctx, tx, deliveries) => {
  const gifts = await findReceivedGifts(tx, [...new Set(deliveries.map(pledgeOf))]);
  if (gifts.length === 0) return;
  const receipts = gifts.map(receiptOf);
  await lockReceiptYears(
    tx,
    [...new Set(receipts.map(({ year }) => year))].toSorted((a, b) => a - b),
  );
  const kept = await readKeptReceipts(
    tx,
    gifts.map(({ pledgeId }) => pledgeId),
  );
  await issueReceipts(
    tx,
    receipts.filter(({ pledgeId }) => kept.get(pledgeId)?.hasReceipt === false),
  );
  await insertCorrections(
    tx,
    receipts.flatMap(({ pledgeId, totalMinor }) => {
      const { corrections, refunds } = kept.get(pledgeId) ?? { corrections: [], refunds: [] };
      return correctionsDue({ totalMinor, corrections }, refunds).map((due) => ({ ...due, pledgeId }));
    }),
  );
};

/** A receipt is for what was paid: the promise, or what staff accepted of it when another amount came. */
function receiptOf(gift: ReceivedGift): NewReceipt {
  const { pledgeId, paymentId, currency, donorName, receivedAt } = gift;
  const paid = termsWithin(gift.terms, gift.capturedMinor);
  assert(paid !== null, "the gift of a pledge fits its promise");
  const { giftMinor, tipMinor, feeCoverMinor } = paid;
  return {
    pledgeId,
    paymentId,
    year: receiptYear(receivedAt, currency),
    currency,
    giftMinor,
    tipMinor,
    feeCoverMinor,
    totalMinor: totalOf(paid),
    donorName,
    receivedAt,
  };
}

function pledgeOf({ type, data }: Pick<DueDelivery, "type" | "data">): string {
  if (type === paymentRefunded.type) return paymentRefunded.parse(data).pledgeId;
  if (type === paymentRefundFailed.type) return paymentRefundFailed.parse(data).pledgeId;
  return paymentCaptured.parse(data).pledgeId;
}
