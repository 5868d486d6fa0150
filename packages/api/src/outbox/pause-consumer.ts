import { type Db, withTransaction } from "@careforall/db/client";
import { endPause, insertPause } from "@careforall/db/outbox";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import { appendAudit, type AuditContext } from "../audit/index.ts";
import { CONSUMERS } from "./subscriptions.ts";

const zConsumer = z.enum(CONSUMERS);
const zWho = z.string().trim().min(1).max(100);
export const zPauseConsumer = z.strictObject({
  consumer: zConsumer,
  who: zWho,
  reason: z.string().trim().min(1).max(500),
});
export const zResumeConsumer = z.strictObject({ consumer: zConsumer, who: zWho });

/**
 * Stops one consumer in all workers, without a restart: a batch that has begun is finished, none begins. Donors,
 * notifications, ledger and the other consumers go on, and what is not applied waits in its deliveries. Refused with
 * `consumer.already_paused`.
 */
export async function pauseConsumer(
  ctx: AuditContext & { readonly db: Db; readonly newId: () => string },
  input: z.input<typeof zPauseConsumer>,
): Promise<void> {
  const pause = zPauseConsumer.parse(input);
  const { consumer, who, reason } = pause;
  await withTransaction(ctx.db, async (tx) => {
    const id = ctx.newId();
    if (!(await insertPause(tx, { ...pause, id }))) {
      const words = `The consumer ${consumer} is stopped already.`;
      throw new AppError("refused", "consumer.already_paused", words);
    }
    await appendAudit(tx, ctx, {
      action: "consumer.pause",
      subject: { type: "consumer_pause", id },
      before: { consumer, isPaused: false },
      after: { consumer, isPaused: true },
      reason,
      by: who,
    });
  });
}

/** Lets it go on from where it stopped. Refused with `consumer.not_paused`. */
export async function resumeConsumer(
  ctx: AuditContext & { readonly db: Db },
  input: z.input<typeof zResumeConsumer>,
): Promise<void> {
  const resume = zResumeConsumer.parse(input);
  const { consumer, who } = resume;
  await withTransaction(ctx.db, async (tx) => {
    const id = await endPause(tx, resume);
    if (id === null) {
      throw new AppError("refused", "consumer.not_paused", `The consumer ${consumer} is not stopped.`);
    }
    await appendAudit(tx, ctx, {
      action: "consumer.resume",
      subject: { type: "consumer_pause", id },
      before: { consumer, isPaused: true },
      after: { consumer, isPaused: false },
      reason: null,
      by: who,
    });
  });
}
