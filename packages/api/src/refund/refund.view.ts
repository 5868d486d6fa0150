import type { StoredRefund } from "@careforall/db/refund";
import { type FeeBearer, type RefundKind, refundState, type RefundState } from "@careforall/domain/refund";
import { referenceOf } from "@careforall/domain/shared";

/** A refund as staff see it. Amounts are digit strings of minor units. */
export type RefundView = {
  readonly id: string;
  /** What the provider knows it by, in 26 characters. */
  readonly reference: string;
  readonly state: RefundState;
  readonly amountMinor: string;
  readonly giftMinor: string;
  /** The part of `giftMinor` that comes out of the platform's fee. */
  readonly platformFeeMinor: string;
  readonly tipMinor: string;
  readonly feeCoverMinor: string;
  readonly heldMinor: string;
  readonly currency: string;
  /** Who loses the provider's fee of this money, and how much of it. */
  readonly feeBearer: FeeBearer;
  readonly lostFeeMinor: string;
  readonly kind: RefundKind;
  readonly reason: string;
  readonly requestedAt: string;
  readonly providerRefundId: string | null;
  /** Why it failed, in the provider's words. */
  readonly failDetail: string | null;
  /** Why the provider's last answer is missing; it will be asked again. */
  readonly lastError: string | null;
};

export const viewRefund = (refund: StoredRefund): RefundView => ({
  id: refund.id,
  reference: referenceOf(refund.id),
  state: refundState(refund),
  amountMinor: `${refund.money.amountMinor}`,
  giftMinor: `${refund.split.giftMinor}`,
  platformFeeMinor: `${refund.split.platformFeeMinor}`,
  tipMinor: `${refund.split.tipMinor}`,
  feeCoverMinor: `${refund.split.feeCoverMinor}`,
  heldMinor: `${refund.split.heldMinor}`,
  currency: refund.money.currency,
  feeBearer: refund.feeBearer,
  lostFeeMinor: `${refund.lostFeeMinor}`,
  kind: refund.kind,
  reason: refund.reason,
  requestedAt: refund.requestedAt.toISOString(),
  providerRefundId: refund.providerRefundId,
  failDetail: refund.failDetail,
  lastError: refund.lastError,
});
