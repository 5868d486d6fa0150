import { paymentStep, type Payment, type PaymentStep } from "./payment.ts";

/** Every name that a payment may have: those of the founding documents, plus `created` and the reasons of an end. */
export type PaymentStatus = PaymentStep | "refunded" | "partially_refunded" | "disputed" | "needs_review";

/** What became of captured money afterwards. */
export type AfterCapture = {
  /** What the donor has back, in minor units of the captured currency. */
  readonly refundedMinor?: bigint;
  /** Reserved: no provider tells us of disputes yet. */
  readonly isDisputed?: boolean;
};

type Facts = Pick<Payment, "capture" | "end" | "authorizedAt" | "openedAt" | "review">;

/** The one name for all facts of an attempt, the strongest first. Total; never stored. */
export function paymentStatus(payment: Facts, after: AfterCapture = {}): PaymentStatus {
  if (payment.capture === null) return payment.review === null ? paymentStep(payment) : "needs_review";
  if (after.isDisputed === true) return "disputed";
  const refundedMinor = after.refundedMinor ?? 0n;
  if (refundedMinor >= payment.capture.money.amountMinor) return "refunded";
  if (refundedMinor > 0n) return "partially_refunded";
  return paymentStep(payment);
}
