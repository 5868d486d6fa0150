import { enqueueJobs, insertMessages } from "@careforall/db/message";
import { paymentCaptured } from "@careforall/domain/payment";
import type { Apply } from "../outbox/consume.ts";

/** The worker's task that sends one message. */
export const SEND_MESSAGE_TASK = "message/send";
/** Graphile Worker's own backoff makes about two days of these. */
export const SEND_TRIES_MAX = 18;

/** Decides that a receipt is due for each captured gift, once per event and recipient, and queues its sending. */
export const prepareReceipts: Apply = async (ctx, tx, deliveries) => {
  const state = ctx.isMuted === true ? "suppressed" : "queued";
  const messages = deliveries.map(({ eventId, data }) => ({
    id: ctx.newId(),
    eventId,
    channel: "email" as const,
    template: "receipt",
    pledgeId: paymentCaptured.parse(data).pledgeId,
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
