import { withTransaction } from "@careforall/db/client";
import { findLastCopy, lockReceipt } from "@careforall/db/message";
import { appendEvents } from "@careforall/db/outbox";
import { lockPayment } from "@careforall/db/payment";
import { pledgeStatus } from "@careforall/domain/pledge";
import { receiptCopyAsked } from "@careforall/domain/receipt";
import { AppError, uuidOf } from "@careforall/domain/shared";
import * as z from "zod";
import type { Caller } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { sendReceipt } from "../message/send-receipt.ts";

/** The gift, as it is written on its page. What is no reference of ours is not found. */
export const zResendReceipt = z.strictObject({ reference: z.string().max(40) });

/** Long enough for a slow mail server to deliver the copy before another is asked for. */
const COPY_GAP_MS = 10 * 60_000;

/** `sent` = a copy goes out now; `on_its_way` = the receipt itself goes out, so there is nothing to copy. */
export type Resent = { readonly outcome: "sent" | "on_its_way" };

/**
 * Sends the receipt of a gift of one's own once more, to the address that was given with it. A receipt that a repair had
 * held back is sent itself. Refusals: 404 `receipt.not_found` when the gift is another's or has no receipt, 429
 * `receipt.copy_asked_lately`, 422 `receipt.refunded` when nothing of the gift is left.
 */
export async function resendReceipt(
  ctx: Context,
  input: z.input<typeof zResendReceipt>,
  caller: Caller,
): Promise<Resent> {
  const pledgeId = uuidOf(zResendReceipt.parse(input).reference);
  const pledge =
    pledgeId === null
      ? null
      : await ctx.db.prisma.pledge.findFirst({ where: { id: pledgeId, userId: caller.userId } });
  const paymentId = pledge?.fulfilledBy ?? null;
  if (pledgeId === null || paymentId === null) throw notFound();
  const { outcome } = await sendReceipt(ctx, { paymentId, by: "its donor" });
  if (outcome === "released" || outcome === "on_its_way") return { outcome: "on_its_way" };
  await askForCopy(ctx, { pledgeId, paymentId });
  ctx.wake("outbox");
  return { outcome: "sent" };
}

/** Under the lock of the receipt, so that of two clicks at once the second sees the first. */
const askForCopy = (ctx: Context, gift: { readonly pledgeId: string; readonly paymentId: string }) =>
  withTransaction(
    ctx.db,
    async (tx) => {
      const { pledgeId, paymentId } = gift;
      const locked = await lockPayment(tx, paymentId);
      if (locked === null || (await lockReceipt(tx, paymentId)) === null) throw notFound();
      const { fulfilledBy, attempts, payment } = locked;
      if (pledgeStatus({ currency: payment.terms.currency, fulfilledBy, attempts }) === "refunded") {
        throw new AppError("unprocessable", "receipt.refunded", "All of this gift is back with its donor.");
      }
      const lastAt = await findLastCopy(tx, pledgeId);
      const waitMs = lastAt === null ? 0 : lastAt.getTime() + COPY_GAP_MS - tx.at.getTime();
      if (waitMs > 0) {
        const words = "A copy of this receipt was sent a few minutes ago. Please look into your mail first.";
        throw new AppError("rate_limited", "receipt.copy_asked_lately", words, {
          retryAfterS: Math.ceil(waitMs / 1_000),
        });
      }
      const event = receiptCopyAsked.create(pledgeId, { paymentId });
      await appendEvents(tx, [{ ...event, id: ctx.newId() }], ctx.origin);
    },
    { at: ctx.at },
  );

const notFound = (): AppError => new AppError("not_found", "receipt.not_found", "There is no such receipt.");
