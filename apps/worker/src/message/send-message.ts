import type { Context } from "@careforall/api/context";
import { markSent, noteSendFailure } from "@careforall/db/message";
import { AppError, isRetryable } from "@careforall/domain/shared";
import * as z from "zod";
import type { TaskDefinition } from "../queue/define-task.ts";
import type { Mailer } from "./mailer.ts";
import { readReceipt } from "./read-receipt.ts";
import { renderReceipt } from "./receipt.ts";

const zPayload = z.object({ messageId: z.uuid() });

/**
 * Sends one message once: a message that was sent is left alone, and a second send after a crash between the server's
 * word and our note has the same Message-ID.
 */
export const sendMessage = (mailer: Mailer): TaskDefinition<z.output<typeof zPayload>> => ({
  payload: zPayload,
  run: async (ctx, { messageId }, { isLastTry }) => {
    const message = await ctx.db.prisma.message.findUnique({ where: { id: messageId } });
    if (message === null || message.state !== "queued") return;
    try {
      await deliver(ctx, mailer, message);
    } catch (error) {
      const isLast = isLastTry || !isRetryable(error);
      const reason = error instanceof Error ? error.message : String(error);
      await noteSendFailure(ctx.db, { id: message.id, error: reason, isLast });
      throw error;
    }
    await markSent(ctx.db, message.id);
  },
});

async function deliver(
  ctx: Context,
  mailer: Mailer,
  message: {
    readonly id: string;
    readonly template: string;
    readonly recipient: string;
    readonly messageId: string;
    readonly pledgeId: string | null;
  },
): Promise<void> {
  if (message.template !== "receipt" || message.pledgeId === null) {
    throw new AppError(
      "unprocessable",
      "message.unknown_template",
      `No template is called ${message.template}.`,
    );
  }
  const receipt = await readReceipt(ctx, message.pledgeId);
  await mailer.send({
    to: message.recipient,
    messageId: message.messageId,
    ...(await renderReceipt(receipt)),
  });
}
