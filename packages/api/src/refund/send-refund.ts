import { putOffRefund } from "@careforall/db/refund";
import { killPoint } from "@careforall/db/kill-point";
import { isCurrency, money } from "@careforall/domain/money";
import { type RefundNews, refundState } from "@careforall/domain/refund";
import { AppError, assert, referenceOf } from "@careforall/domain/shared";
import { type Context, underLease } from "../context/index.ts";
import { providerNamed } from "../payment/connected-provider.ts";
import { applyCaseRefundNews } from "../held/apply-case-refund-news.ts";
import { applyRefundNews, type NewsOfRefund, type RefundCause } from "./apply-refund-news.ts";
import { askAgainAfterMs } from "./ask-again.ts";
import { refundLease } from "./refund-lease.ts";

/** The first try belongs to whoever ordered; the worker's come after it. */
type Order = { readonly id: string; readonly requestedAt: Date; readonly tries?: number };

/**
 * Takes a refund one step on: an order is sent under its own id, which the provider knows again, and one that is
 * under way is asked about. No transaction is open meanwhile. Throws AppError `unavailable` when nobody knows.
 */
export async function sendRefund(ctx: Context, refundId: string, cause: RefundCause): Promise<void> {
  const refund = await ctx.db.prisma.refund.findUniqueOrThrow({
    where: { id: refundId },
    include: { payment: { select: { bankReference: true } }, case: { select: { bankReference: true } } },
  });
  const state = refundState(refund);
  if (state === "confirmed" || state === "failed") return;
  const provider = providerNamed(ctx, refund.provider);
  const { providerRefundId } = refund;
  if (state === "accepted") {
    assert(providerRefundId !== null, "an accepted refund has the provider's id");
    const truth = await provider.askRefund?.({ providerRefundId });
    if (truth === undefined) throw unsupported(refund.provider);
    const news = newsOf(truth.state, providerRefundId);
    if (news !== null) await tell(ctx, refund, { news, cause, evidence: truth.evidence });
    return;
  }
  assert(isCurrency(refund.currency), "a refund has a known currency");
  const answer = await provider.refund?.({
    reference: referenceOf(refundId),
    bankReference: bankReferenceOf(refund),
    amount: money(refund.amountMinor, refund.currency),
    remarks: refund.reason,
  });
  if (answer === undefined) throw unsupported(refund.provider);
  killPoint("refund.send/answered");
  const news: RefundNews =
    answer.outcome === "accepted"
      ? { kind: "accepted", providerRefundId: answer.providerRefundId }
      : { kind: "refused", detail: answer.reason };
  await tell(ctx, refund, { news, cause, evidence: answer.evidence });
}

type Charge = { readonly bankReference: string | null };

const bankReferenceOf = (refund: { readonly payment: Charge | null; readonly case: Charge | null }) =>
  (refund.case ?? refund.payment)?.bankReference ?? null;

/** Through the door of the refund's payment, or of its case. */
async function tell(
  ctx: Context,
  { id: refundId, paymentId, caseId }: { id: string; paymentId: string | null; caseId: string | null },
  told: Pick<NewsOfRefund, "news" | "cause" | "evidence">,
): Promise<void> {
  if (caseId !== null) await applyCaseRefundNews(ctx, { caseId, refundId, ...told });
  else if (paymentId !== null) await applyRefundNews(ctx, { paymentId, refundId, ...told });
}

/** Null while it is under way, and when the provider denies what it accepted: then we go on asking. */
export function newsOf(
  state: "processing" | "refunded" | "cancelled" | "unknown",
  providerRefundId: string,
): RefundNews | null {
  if (state === "refunded") return { kind: "confirmed", providerRefundId };
  return state === "cancelled" ? { kind: "failed", detail: "The provider cancelled it." } : null;
}

/** The same for whoever cannot wait: what is not known now is asked again, later and later. */
export async function trySending(ctx: Context, order: Order, cause: RefundCause = "staff"): Promise<void> {
  let error: string | null = null;
  try {
    await underLease(ctx, refundLease(ctx, order.id), () => sendRefund(ctx, order.id, cause));
  } catch (problem) {
    error = problem instanceof Error ? problem.message : String(problem);
    const isExpected = problem instanceof AppError;
    ctx.log[isExpected ? "warn" : "error"]({ refundId: order.id, err: problem }, "a refund is not known yet");
  }
  const ageMs = Date.now() - order.requestedAt.getTime();
  const nextTryAfterMs = askAgainAfterMs({ tries: Math.max(order.tries ?? 1, 1), ageMs });
  await putOffRefund(ctx.db, { id: order.id, nextTryAfterMs, error });
}

const unsupported = (name: string): AppError =>
  new AppError("unavailable", "refund.not_supported", `${name} is connected without refunds.`);
