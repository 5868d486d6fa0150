import { credit, debit, type Entry, posting, type Posting } from "../ledger/index.ts";
import type { Payment } from "../payment/index.ts";
import type { Refund } from "./refund.ts";

/** What the refund takes from, as entries: positive when it takes, negative when it gives back. */
function sources(payment: Payment, refund: Refund, entry: typeof debit): Entry[] {
  const { giftMinor, platformFeeMinor, tipMinor, feeCoverMinor, heldMinor } = refund.split;
  const { currency } = refund.money;
  const { provider, campaignId } = payment;
  return [
    entry({ kind: "campaign_payable", campaignId }, giftMinor - platformFeeMinor, currency),
    entry({ kind: "platform_fee" }, platformFeeMinor, currency),
    entry({ kind: "tip" }, tipMinor, currency),
    entry({ kind: "provider_fee", provider }, feeCoverMinor, currency),
    entry({ kind: "suspense" }, heldMinor, currency),
  ];
}

const onTheWay = ({ provider }: Payment) => ({ kind: "refund_clearing", provider }) as const;
const atProvider = ({ provider }: Payment) => ({ kind: "provider_clearing", provider }) as const;

/** The provider took the order: the money is on its way back. */
export function acceptedPosting(payment: Payment, refund: Refund): Posting {
  const { amountMinor, currency } = refund.money;
  return posting("refund", refund.id, [
    ...sources(payment, refund, debit),
    credit(onTheWay(payment), amountMinor, currency),
  ]);
}

/** The donor has it: it left the provider. */
export function confirmedPosting(payment: Payment, refund: Refund): Posting {
  const { amountMinor, currency } = refund.money;
  return posting("refund_confirmed", refund.id, [
    debit(onTheWay(payment), amountMinor, currency),
    credit(atProvider(payment), amountMinor, currency),
  ]);
}

/** Undoes what was posted: the money never left, or came back to the provider. */
export function failedPosting(payment: Payment, refund: Refund): Posting {
  const { amountMinor, currency } = refund.money;
  const backFrom = refund.confirmedAt === null ? onTheWay(payment) : atProvider(payment);
  return posting("refund_failed", refund.id, [
    debit(backFrom, amountMinor, currency),
    ...sources(payment, refund, credit),
  ]);
}

/**
 * The campaign loses the provider's fee of what the donor has back. Null when the platform does, or when no fee is known.
 * The entries lie beside the refund's own, so that what is raised does not depend on who loses a fee.
 */
export function lostFeePosting(payment: Payment, refund: Refund): Posting | null {
  return isBorneByCampaign(refund) ? posting("refund_fee", refund.id, lostFee(payment, refund, debit)) : null;
}

/** A confirmed refund failed after all: the campaign has lost nothing. */
export function lostFeeUndonePosting(payment: Payment, refund: Refund): Posting | null {
  if (!isBorneByCampaign(refund) || refund.confirmedAt === null) return null;
  return posting("refund_fee_undone", refund.id, lostFee(payment, refund, credit));
}

const isBorneByCampaign = ({ feeBearer, lostFeeMinor }: Refund): boolean =>
  feeBearer === "campaign" && lostFeeMinor > 0n;

function lostFee({ campaignId, provider }: Payment, refund: Refund, entry: typeof debit): Entry[] {
  const { currency } = refund.money;
  return [
    entry({ kind: "campaign_payable", campaignId }, refund.lostFeeMinor, currency),
    entry({ kind: "provider_fee", provider }, -refund.lostFeeMinor, currency),
  ];
}
