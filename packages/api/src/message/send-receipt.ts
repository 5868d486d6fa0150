import { withTransaction } from "@careforall/db/client";
import { enqueueJobs, lockReceipt, releaseMessage } from "@careforall/db/message";
import { lockPayment } from "@careforall/db/payment";
import { pledgeStatus } from "@careforall/domain/pledge";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import { appendAudit } from "../audit/index.ts";
import type { Context } from "../context/index.ts";
import { sendingOf } from "./prepare-receipts.ts";

const zSendReceipt = z.strictObject({
  /** The attempt whose money is the gift. */
  paymentId: z.uuid(),
  /** Who wants it sent, as colleagues know them. */
  by: z.string().trim().min(1).max(100),
});

/** `released` = it goes out now; otherwise where it stood already, and nothing was done. */
export type ReceiptSent = {
  readonly outcome: "released" | "on_its_way" | "sent" | "failed";
  readonly sentAt: Date | null;
};

/**
 * Sends the receipt that a repair had suppressed, once: asked again, it says how it stands. Refusals: 404
 * `receipt.not_found` when the payment is no gift or its receipt is not prepared yet, 422 `receipt.refunded` when nothing
 * of the gift is left, because a receipt would tell of money that we do not have.
 */
export async function sendReceipt(ctx: Context, input: z.input<typeof zSendReceipt>): Promise<ReceiptSent> {
  const { paymentId, by } = zSendReceipt.parse(input);
  return withTransaction(
    ctx.db,
    async (tx) => {
      const locked = await lockPayment(tx, paymentId);
      const receipt = locked === null ? null : await lockReceipt(tx, paymentId);
      if (locked === null || receipt === null) {
        throw new AppError("not_found", "receipt.not_found", "No receipt was prepared for this payment.");
      }
      const { id, state, sentAt } = receipt;
      if (state !== "suppressed") return { outcome: state === "queued" ? "on_its_way" : state, sentAt };
      const { fulfilledBy, attempts, payment } = locked;
      const { currency } = payment.terms;
      if (pledgeStatus({ currency, fulfilledBy, attempts }) === "refunded") {
        const words = "All of this gift is back with its donor. No receipt was sent.";
        throw new AppError("unprocessable", "receipt.refunded", words);
      }
      await releaseMessage(tx, { id, by });
      await enqueueJobs(tx, [sendingOf(id)]);
      await appendAudit(tx, ctx, {
        action: "receipt.release",
        subject: { type: "message", id },
        before: { state, paymentId },
        after: { state: "queued", paymentId },
        reason: null,
        by,
      });
      return { outcome: "released", sentAt: null };
    },
    { at: ctx.at },
  );
}
