import { type DueDelivery, failLeased, finishLeased, leaseDeliveries } from "@careforall/db/outbox";
import type { Context } from "../context/index.ts";
import { backoffMs, isLastTry } from "../outbox/backoff.ts";
import { envelopeOf } from "./envelope.ts";
import type { Forwarded, Forwarder } from "./forwarder.ts";

/** How many are under way at once in one process: a burst of gifts must not become a flood for the receiver. */
const CONCURRENT_MAX = 8;
/** Longer than a try may take (15 s), so that a living worker's lease does not end under it. */
const LEASE_MS = 60_000;
/** A receiver may ask for a longer pause than ours, but not for one that outlasts its memory of the event. */
const WAIT_MAX_MS = 3_600_000;

/**
 * One pass: leases what is due, hands it to the receiver and notes what came of it; answers how many. No transaction is
 * open while the network is used. A crash between the sending and the note sends the event again under the same id.
 */
export async function dispatchEvents(
  ctx: Context,
  forwarder: Forwarder,
  signal: AbortSignal,
): Promise<number> {
  if (signal.aborted) return 0;
  const deliveries = await leaseDeliveries(ctx.db, CONCURRENT_MAX, LEASE_MS);
  const notes = await Promise.allSettled(
    deliveries.map(async (delivery) =>
      note(ctx, delivery, await forwarder.forward(envelopeOf(delivery), signal)),
    ),
  );
  // All of them have ended: nothing of this pass goes on behind the back of whoever stops the process.
  const broken = notes.find(({ status }) => status === "rejected");
  if (broken?.status === "rejected") throw broken.reason;
  return deliveries.length;
}

async function note(ctx: Context, delivery: DueDelivery, outcome: Forwarded): Promise<void> {
  const { eventId, attempts } = delivery;
  if (outcome.kind === "stopped") return; // the lease ends by itself
  if (outcome.kind === "taken") {
    await finishLeased(ctx.db, eventId);
    ctx.metrics.dispatches.inc({ outcome: "sent" });
    return;
  }
  const isLast = outcome.kind === "gone" || isLastTry(attempts);
  const askedMs = outcome.kind === "failed" ? Math.min(outcome.waitMs ?? 0, WAIT_MAX_MS) : 0;
  ctx.log.warn({ eventId, attempts, isLast, why: outcome.why }, "an event was not taken");
  await failLeased(ctx.db, {
    eventId,
    attempts,
    error: outcome.why,
    delayMs: Math.max(backoffMs(attempts), askedMs),
    isLast,
  });
  ctx.metrics.dispatches.inc({ outcome: isLast ? "dead" : "failed" });
}
