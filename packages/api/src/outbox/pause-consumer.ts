import type { Db } from "@careforall/db/client";
import { endPause, insertPause } from "@careforall/db/outbox";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
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
  ctx: { readonly db: Db; readonly newId: () => string },
  input: z.input<typeof zPauseConsumer>,
): Promise<void> {
  const pause = zPauseConsumer.parse(input);
  if (await insertPause(ctx.db, { ...pause, id: ctx.newId() })) return;
  throw new AppError(
    "refused",
    "consumer.already_paused",
    `The consumer ${pause.consumer} is stopped already.`,
  );
}

/** Lets it go on from where it stopped. Refused with `consumer.not_paused`. */
export async function resumeConsumer(
  ctx: { readonly db: Db },
  input: z.input<typeof zResumeConsumer>,
): Promise<void> {
  const resume = zResumeConsumer.parse(input);
  if (await endPause(ctx.db, resume)) return;
  throw new AppError("refused", "consumer.not_paused", `The consumer ${resume.consumer} is not stopped.`);
}
