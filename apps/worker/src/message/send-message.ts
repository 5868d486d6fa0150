import type { Context } from "@careforall/api/context";
import { RECEIPT_COPY } from "@careforall/api/message";
import { markSent, noteSendFailure, suppressMessage } from "@careforall/db/message";
import { AppError, isRetryable } from "@careforall/domain/shared";
import * as z from "zod";
import type { TaskDefinition } from "../queue/define-task.ts";
import type { Mailer } from "./mailer.ts";
import { isAccountTemplate, writeAccountMail } from "./account-mail.ts";
import { isGuestTemplate, writeGuestMail } from "./guest-mail.ts";
import { readReceipt } from "./read-receipt.ts";
import { type RenderedMail, renderReceipt } from "./receipt.ts";

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
    let isSent: boolean;
    try {
      isSent = await deliver(ctx, mailer, message);
    } catch (error) {
      const isLast = isLastTry || !isRetryable(error);
      const reason = error instanceof Error ? error.message : String(error);
      await noteSendFailure(ctx.db, { id: message.id, error: reason, isLast });
      throw error;
    }
    await (isSent ? markSent : suppressMessage)(ctx.db, message.id);
  },
});

type Queued = {
  readonly eventId: string;
  readonly template: string;
  readonly recipient: string;
  readonly locale: string;
  readonly messageId: string;
  readonly pledgeId: string | null;
};

/** Answers false when there is nothing true to tell any more. */
async function deliver(ctx: Context, mailer: Mailer, message: Queued): Promise<boolean> {
  const mail = await writeMail(ctx, message);
  if (mail === null) return false;
  await mailer.send({ to: message.recipient, messageId: message.messageId, ...mail });
  return true;
}

async function writeMail(ctx: Context, message: Queued): Promise<RenderedMail | null> {
  const { template, pledgeId } = message;
  const isCopy = template === RECEIPT_COPY;
  if ((template === "receipt" || isCopy) && pledgeId !== null)
    return renderReceipt(await readReceipt(ctx, pledgeId), { isCopy });
  if (isAccountTemplate(template)) return writeAccountMail(ctx, { ...message, template });
  if (isGuestTemplate(template)) return writeGuestMail(ctx, { ...message, template });
  throw new AppError("unprocessable", "message.unknown_template", `No template is called ${template}.`);
}
