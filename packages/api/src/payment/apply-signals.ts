import { withTransaction } from "@careforall/db/client";
import { lockPayment } from "@careforall/db/payment";
import { killPoint } from "@careforall/db/kill-point";
import { actOn, applySignal, type EndReason, type ProviderSignal } from "@careforall/domain/payment";
import { AppError } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import { type Cause, writeDecision } from "./write-decision.ts";

export type Applied = "moved" | "ignored";

/**
 * THE ONE DOOR: the only place where money is recorded as captured, whoever brings the news. The signals are what the
 * provider's API answered. Lock, decide, write everything, commit.
 */
export async function applySignals(
  ctx: Context,
  news: {
    readonly paymentId: string;
    readonly signals: readonly ProviderSignal[];
    readonly cause: Cause;
    readonly evidence: string | null;
  },
): Promise<Applied> {
  const events = await withTransaction(
    ctx.db,
    async (tx) => {
      const moved: string[] = [];
      for (const signal of actOn(news.signals)) {
        const before = await lockPayment(tx, news.paymentId);
        if (before === null)
          throw new AppError("not_found", "payment.not_found", "There is no such payment.");
        killPoint("payment.apply/locked");
        const decision = applySignal(before.payment, before.fulfilledBy, signal, tx.at);
        // "Still pending" and "as you know" are no news; they would fill the table on every poll.
        if (decision.outcome === "ignored" && decision.why === "duplicate") continue;
        await writeDecision(ctx, tx, before, decision, { ...news, signal: signal.kind });
        if (decision.outcome === "moved") moved.push(...decision.events.map((event) => event.type));
      }
      return moved;
    },
    { at: ctx.at },
  );
  if (events.length === 0) return "ignored";
  killPoint("payment.apply/committed");
  for (const type of events) ctx.metrics.gifts.inc({ outcome: type });
  ctx.wake("outbox");
  return "moved";
}

/** Ends an attempt for a reason of our own. Soft, like every end: a later confirmed success still counts. */
export const endPayment = (
  ctx: Context,
  end: {
    readonly paymentId: string;
    readonly reason: EndReason;
    readonly cause: Cause;
    readonly detail?: string;
  },
): Promise<Applied> =>
  applySignals(ctx, {
    paymentId: end.paymentId,
    signals: [{ kind: "ended", reason: end.reason, detail: end.detail ?? null, isOurs: true }],
    cause: end.cause,
    evidence: end.detail ?? null,
  });
