import type { Context } from "../../packages/api/src/context/index.ts";
import { type ReceiptSent, sendReceipt } from "../../packages/api/src/message/index.ts";
import { findPayment } from "./find-payment.ts";
import { nameOf } from "./run-case-command.ts";
import type { ReceiptCommand } from "./options.ts";

/** Sends a receipt that was suppressed, and says what came of it. */
export async function sendSuppressedReceipt(ctx: Context, command: ReceiptCommand): Promise<string> {
  const paymentId = await findPayment(ctx.db, command.gift);
  return wordsFor(await sendReceipt(ctx, { paymentId, by: nameOf(ctx) }));
}

function wordsFor({ outcome, sentAt }: ReceiptSent): string {
  switch (outcome) {
    case "released":
      return "The receipt is on its way; the worker sends it.";
    case "on_its_way":
      return "The receipt was on its way already. Nothing was done.";
    case "sent":
      return `The receipt was sent${sentAt === null ? "" : ` at ${sentAt.toISOString()}`}. Nothing was done.`;
    case "failed":
      return "The receipt could not be delivered. Nothing was done: `pnpm dead` shows why and plays it again.";
  }
}
