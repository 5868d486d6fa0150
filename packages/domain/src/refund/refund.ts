import type { Money } from "../money/index.ts";
import { isHeld, type Payment } from "../payment/index.ts";

/** Why money goes back. A closed list, because finance reports by it; the rest is said in the reason. */
export const REFUND_KINDS = ["donor_request", "duplicate", "fraud", "mistake", "campaign_cancelled"] as const;
export type RefundKind = (typeof REFUND_KINDS)[number];

/**
 * Who loses the provider's fee of money that goes back: providers keep their fee of a refunded payment. Decided when the
 * refund is ordered, and kept with it.
 */
export const FEE_BEARERS = ["platform", "campaign"] as const;
export type FeeBearer = (typeof FEE_BEARERS)[number];

/** Where a refund's money comes from, in minor units; the parts sum to its amount, the platform's fee being a part of the gift. Stored with the refund. */
export type RefundSplit = {
  readonly giftMinor: bigint;
  /** The part of `giftMinor` that the platform had kept as its fee and gives back; the campaign gives the rest. */
  readonly platformFeeMinor: bigint;
  readonly tipMinor: bigint;
  readonly feeCoverMinor: bigint;
  /** From suspense: money that never became a gift. */
  readonly heldMinor: bigint;
};

/** Accepted: the provider took the order. Confirmed: the donor has the money. Failed: the donor will not get it. */
export type RefundState = "requested" | "accepted" | "confirmed" | "failed";

/** One order to give money back, as the facts we know. They only grow; the state is computed (`refundState`). */
export type Refund = {
  readonly id: string;
  readonly paymentId: string;
  readonly money: Money;
  readonly split: RefundSplit;
  readonly kind: RefundKind;
  readonly reason: string;
  readonly feeBearer: FeeBearer;
  /** The provider's fee that is lost with this money; 0 while the provider has not told its fee. */
  readonly lostFeeMinor: bigint;
  /** The provider's id of it; null until the provider has answered. */
  readonly providerRefundId: string | null;
  readonly acceptedAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly failedAt: Date | null;
};

export function refundState(refund: Pick<Refund, "acceptedAt" | "confirmedAt" | "failedAt">): RefundState {
  if (refund.failedAt !== null) return "failed";
  if (refund.confirmedAt !== null) return "confirmed";
  return refund.acceptedAt === null ? "requested" : "accepted";
}

/** Whether it takes from what may still be given back: every refund that has not failed. */
export const isReserving = (refund: Pick<Refund, "failedAt">): boolean => refund.failedAt === null;

const isConfirmed = (refund: Refund): boolean => refundState(refund) === "confirmed";

export const sumOf = (refunds: readonly Refund[], part: (refund: Refund) => bigint): bigint =>
  refunds.reduce((sum, refund) => sum + part(refund), 0n);

export const confirmedMinor = (refunds: readonly Refund[]): bigint =>
  sumOf(refunds.filter(isConfirmed), ({ money }) => money.amountMinor);

/** What of a payment's gift is still with the campaign, after the refunds that donors have received. */
export const giftLeftMinor = (payment: Payment, refunds: readonly Refund[]): bigint =>
  payment.capture === null || isHeld(payment.capture)
    ? 0n
    : payment.terms.giftMinor - sumOf(refunds.filter(isConfirmed), ({ split }) => split.giftMinor);
