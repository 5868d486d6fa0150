import { randomUUID } from "node:crypto";
import { correctPublicGifts, lockPublicList, publishGifts } from "@careforall/db/totals";
import { paymentCaptured } from "@careforall/domain/payment";
import { paymentRefunded, paymentRefundFailed } from "@careforall/domain/refund";
import type { Apply } from "../outbox/consume.ts";

/**
 * Keeps the public list of gifts: a captured gift appears, a partly refunded one shows what is left, a wholly refunded
 * one disappears, and returns if its refund fails in the end.
 */
export const publishCaptured: Apply = async (ctx, tx, deliveries) => {
  await lockPublicList(tx);
  const publicId = (): string => (ctx.at === undefined ? randomUUID() : ctx.newId());
  const captured = deliveries.filter(({ type }) => type === paymentCaptured.type);
  await publishGifts(
    tx,
    captured.map(({ data, createdAt }) => ({
      pledgeId: paymentCaptured.parse(data).pledgeId,
      publicId: publicId(),
      at: createdAt,
    })),
  );
  const pledges = new Set(deliveries.flatMap(({ type, data }) => refundedPledge(type, data)));
  if (pledges.size === 0) return;
  await correctPublicGifts(
    tx,
    [...pledges].map((pledgeId) => ({ pledgeId, publicId: publicId() })),
  );
};

function refundedPledge(type: string, data: unknown): readonly string[] {
  if (type === paymentRefunded.type) return [paymentRefunded.parse(data).pledgeId];
  if (type === paymentRefundFailed.type) return [paymentRefundFailed.parse(data).pledgeId];
  return [];
}
