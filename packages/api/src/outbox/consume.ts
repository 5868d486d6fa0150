import { withTransaction, type Tx } from "@careforall/db/client";
import { claimDeliveries, type DueDelivery, failDelivery, finishDeliveries } from "@careforall/db/outbox";
import { killPoint } from "@careforall/db/kill-point";
import type { Context } from "../context/index.ts";
import { backoffMs, isLastTry } from "./backoff.ts";
import { type Consumer, knownVersions } from "./subscriptions.ts";

/** Applies a batch of events in the transaction that marks them as applied. Must not depend on their order. */
export type Apply = (ctx: Context, tx: Tx, deliveries: readonly DueDelivery[]) => Promise<void>;

const BATCH_SIZE = 500;

/** Whether more may be due than one batch applied. */
export const isBatchFull = (applied: number): boolean => applied >= BATCH_SIZE;

/**
 * Claims a batch, applies it and marks it, in one transaction: an event is applied once or not yet. When a batch
 * fails, its events are tried one by one, so that one poisonous event cannot hold up the others.
 */
export async function consume(ctx: Context, consumer: Consumer, apply: Apply): Promise<number> {
  try {
    return await applyBatch(ctx, consumer, apply, BATCH_SIZE);
  } catch (error) {
    ctx.log.warn({ consumer, err: error }, "a batch of events failed; trying them one by one");
    return applySingly(ctx, consumer, apply);
  }
}

const applyBatch = (ctx: Context, consumer: Consumer, apply: Apply, limit: number): Promise<number> =>
  withTransaction(
    ctx.db,
    async (tx) => {
      const deliveries = await claimDeliveries(tx, consumer, knownVersions, limit);
      if (deliveries.length === 0) return 0;
      killPoint("outbox.consume/claimed");
      await apply(ctx, tx, deliveries);
      killPoint("outbox.consume/applied");
      await finishDeliveries(
        tx,
        consumer,
        deliveries.map(({ eventId }) => eventId),
      );
      killPoint("outbox.consume/marked");
      return deliveries.length;
    },
    { at: ctx.at },
  );

async function applySingly(ctx: Context, consumer: Consumer, apply: Apply): Promise<number> {
  for (let applied = 0; applied < BATCH_SIZE; applied++) {
    let current: DueDelivery | undefined;
    try {
      const count = await applyBatch(
        ctx,
        consumer,
        async (inner, tx, deliveries) => {
          current = deliveries[0];
          await apply(inner, tx, deliveries);
        },
        1,
      );
      if (count === 0) return applied;
    } catch (error) {
      if (current === undefined) throw error;
      await giveUpForNow(ctx, consumer, current, error);
    }
  }
  return BATCH_SIZE;
}

async function giveUpForNow(
  ctx: Context,
  consumer: Consumer,
  delivery: DueDelivery,
  error: unknown,
): Promise<void> {
  const tries = delivery.attempts + 1;
  const isLast = isLastTry(tries);
  ctx.log.error(
    { consumer, eventId: delivery.eventId, tries, isLast, err: error },
    "an event could not be applied",
  );
  await failDelivery(ctx.db, {
    consumer,
    eventId: delivery.eventId,
    error: error instanceof Error ? error.message : String(error),
    delayMs: backoffMs(tries),
    isLast,
  });
}
