import { randomUUID } from "node:crypto";
import { publishGifts } from "@careforall/db/totals";
import { paymentCaptured } from "@careforall/domain/payment";
import type { Apply } from "../outbox/consume.ts";

/** Puts captured gifts on the public list of their campaign. */
export const publishCaptured: Apply = async (ctx, tx, deliveries) => {
  await publishGifts(
    tx,
    deliveries.map(({ data, createdAt }) => ({
      pledgeId: paymentCaptured.parse(data).pledgeId,
      publicId: ctx.at === undefined ? randomUUID() : ctx.newId(),
      at: createdAt,
    })),
  );
};
