import { enqueueJobs, insertMessages } from "@careforall/db/message";
import { paymentCaptured } from "@careforall/domain/payment";
import { receiptCopyAsked } from "@careforall/domain/receipt";
import type { Apply } from "../outbox/consume.ts";

/** The worker's task that sends one message. */
export const SEND_MESSAGE_TASK = "message/send";
/** The template of a receipt that is sent once more because its donor asked. */
export const RECEIPT_COPY = "receipt_copy";
/** Graphile Worker's own backoff makes about two days of these. */
export const SEND_TRIES_MAX = 18;

/**
 * Decides that a receipt is due for each captured gift, and a copy for each time that its donor asks for one; once per
 * event and recipient. Queues its sending.
 */
export const prepareReceipts: Apply = async (ctx, tx, deliveries) => {
  const state = ctx.isMuted === true ? "suppressed" : "queued";
  const messages = deliveries.map(({ eventId, type, subjectId, data }) => ({
    id: ctx.newId(),
    eventId,
    channel: "email" as const,
    ...(type === receiptCopyAsked.type
      ? { template: RECEIPT_COPY, pledgeId: subjectId }
      : { template: "receipt", pledgeId: paymentCaptured.parse(data).pledgeId }),
    state: state as "queued" | "suppressed",
    // Made from the event, not from the try: a receiver folds a second send of the same receipt.
    messageId: `<receipt.${eventId}@${ctx.config.mailDomain}>`,
  }));
  const toSend = await insertMessages(tx, messages);
  await enqueueJobs(tx, toSend.map(sendingOf));
};

/** The job that sends one message. */
export const sendingOf = (id: string) => ({
  identifier: SEND_MESSAGE_TASK,
  payload: { messageId: id },
  key: `${SEND_MESSAGE_TASK}:${id}`,
  maxAttempts: SEND_TRIES_MAX,
});
