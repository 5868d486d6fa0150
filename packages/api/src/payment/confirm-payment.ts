import { claimAsk, noteAsk } from "@careforall/db/payment";
import { killPoint } from "@careforall/db/kill-point";
import { expireUnpaid, type ProviderAnswer, RANK } from "@careforall/domain/payment";
import { referenceOf } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import { providerNamed } from "./connected-provider.ts";
import { type Applied, applySignals } from "./apply-signals.ts";
import { nextAskAfterMs } from "./ask-schedule.ts";
import type { Cause } from "./write-decision.ts";

export type Confirmation = Applied | "asked_recently";

/**
 * Asks the provider about one attempt and records what it says: the one way to learn the truth, used by the webhook's
 * reader, the status page, the return from the provider, and the poller. No transaction is open while it asks.
 * An answer that knows neither money nor an end expires an attempt of a day; no answer never does, and nothing expires
 * an attempt that waits for review.
 * Throws AppError `unavailable` when the provider does not answer; that is noted, never taken for a failure.
 */
export async function confirmPayment(
  ctx: Context,
  question: {
    readonly paymentId: string;
    readonly cause: Cause;
    readonly proofId?: string | null;
    /** Asks only if nobody has asked for so long; a crowd on a status page makes one question. */
    readonly gapMs?: number;
    /** Sees the answer before anything is recorded, and may leave it unrecorded. */
    readonly review?: (answer: ProviderAnswer) => Promise<"record" | "leave">;
  },
): Promise<Confirmation> {
  const { paymentId, cause } = question;
  const asked = await claimAsk(ctx.db, paymentId, question.gapMs ?? 0);
  if (asked === null) return "asked_recently";
  const payment = await ctx.db.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
  const provider = providerNamed(ctx, payment.provider);

  let applied: Applied = "ignored";
  let hasAnswered = false;
  try {
    const answer = await provider.askPayment({
      reference: referenceOf(paymentId),
      proofId: question.proofId ?? undefined,
    });
    hasAnswered = true;
    killPoint("payment.confirm/answered");
    if ((await question.review?.(answer)) === "leave") return applied;
    const mayExpire = payment.rank < RANK.ended && payment.needsReviewAt === null;
    const expiry = mayExpire ? expireUnpaid(asked.ageMs, answer.signals) : null;
    applied = await applySignals(ctx, {
      paymentId,
      signals: expiry === null ? answer.signals : [...answer.signals, expiry],
      cause,
      evidence: answer.evidence,
    });
    return applied;
  } finally {
    const now = await ctx.db.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
    const nextMs = nextAskAfterMs({
      ageMs: Date.now() - now.createdAt.getTime(),
      isCaptured: now.rank === RANK.captured,
      isEnded: now.rank === RANK.ended,
    });
    await noteAsk(ctx.db, { id: paymentId, hasAnswered, nextAskAfterMs: nextMs });
  }
}
