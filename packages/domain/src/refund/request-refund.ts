import { money, type Money, nextShare } from "../money/index.ts";
import { type Capture, giftTerms, isHeld, type Payment } from "../payment/index.ts";
import {
  type FeeBearer,
  isReserving,
  type Refund,
  type RefundKind,
  type RefundSplit,
  sumOf,
} from "./refund.ts";

export type RefundWish = {
  readonly id: string;
  readonly money: Money;
  readonly kind: RefundKind;
  readonly reason: string;
  /** The platform's setting. Money that never became a gift has no campaign that could bear anything. */
  readonly feeBearer: FeeBearer;
};

export type RefundRefusal =
  | "refund.not_captured"
  | "refund.zero"
  | "refund.no_reason"
  | "refund.wrong_currency"
  | "refund.exceeds";

export type RefundRequestDecision =
  | { readonly outcome: "requested"; readonly refund: Refund }
  /** `left` is what may still be given back; null when nothing was ever captured. */
  | { readonly outcome: "refused"; readonly code: RefundRefusal; readonly left: Money | null };

/**
 * May this money be given back? Decided under the payment's lock, on all its refunds: two orders that are each right
 * may not be right together. Posts nothing, because nothing has moved yet.
 */
export function requestRefund(
  payment: Payment,
  refunds: readonly Refund[],
  wish: RefundWish,
): RefundRequestDecision {
  const { capture } = payment;
  if (capture === null) return { outcome: "refused", code: "refund.not_captured", left: null };
  const reserved = sumOf(refunds.filter(isReserving), (refund) => refund.money.amountMinor);
  const left = money(capture.money.amountMinor - reserved, capture.money.currency);
  const refused = (code: RefundRefusal) => ({ outcome: "refused", code, left }) as const;
  if (wish.reason.trim() === "") return refused("refund.no_reason");
  if (wish.money.currency !== left.currency) return refused("refund.wrong_currency");
  if (wish.money.amountMinor <= 0n) return refused("refund.zero");
  if (wish.money.amountMinor > left.amountMinor) return refused("refund.exceeds");
  const split = splitRefund(payment, refunds, wish.money.amountMinor);
  return {
    outcome: "requested",
    refund: {
      ...wish,
      reason: wish.reason.trim(),
      paymentId: payment.id,
      split,
      feeBearer: split.heldMinor === 0n ? wish.feeBearer : "platform",
      lostFeeMinor: lostFee(capture, refunds, wish.money.amountMinor),
      providerRefundId: null,
      acceptedAt: null,
      confirmedAt: null,
      failedAt: null,
    },
  };
}

/**
 * What the money is taken from: the fee cover and the tip first, the gift last, so that a campaign keeps what it can.
 * Held money never became any of these and comes out of suspense. `amountMinor` must fit into what is left.
 */
function splitRefund(payment: Payment, refunds: readonly Refund[], amountMinor: bigint): RefundSplit {
  const none = { giftMinor: 0n, platformFeeMinor: 0n, tipMinor: 0n, feeCoverMinor: 0n, heldMinor: 0n };
  if (payment.capture !== null && isHeld(payment.capture)) return { ...none, heldMinor: amountMinor };
  const reserving = refunds.filter(isReserving);
  const terms = giftTerms(payment);
  const take = (part: "feeCoverMinor" | "tipMinor" | "giftMinor", wanted: bigint): bigint => {
    const left = terms[part] - sumOf(reserving, ({ split }) => split[part]);
    return wanted < left ? wanted : left;
  };
  const feeCoverMinor = take("feeCoverMinor", amountMinor);
  const tipMinor = take("tipMinor", amountMinor - feeCoverMinor);
  const giftMinor = take("giftMinor", amountMinor - feeCoverMinor - tipMinor);
  const platformFeeMinor = nextShare(
    {
      whole: payment.terms.giftMinor,
      wholeTaken: sumOf(reserving, ({ split }) => split.giftMinor),
      part: payment.terms.platformFeeMinor,
      partTaken: sumOf(reserving, ({ split }) => split.platformFeeMinor),
    },
    giftMinor,
  );
  return { ...none, feeCoverMinor, tipMinor, giftMinor, platformFeeMinor };
}

/** The provider keeps its fee of refunded money: the share of it that goes with `amountMinor`. */
function lostFee(capture: Capture, refunds: readonly Refund[], amountMinor: bigint): bigint {
  const reserving = refunds.filter(isReserving);
  const shared = {
    whole: capture.money.amountMinor,
    wholeTaken: sumOf(reserving, (refund) => refund.money.amountMinor),
    part: capture.fee?.amountMinor ?? 0n,
    partTaken: sumOf(reserving, (refund) => refund.lostFeeMinor),
  };
  return nextShare(shared, amountMinor);
}
