import { credit, debit, type Entry, posting, type Posting } from "../ledger/index.ts";
import type { Payment } from "../payment/index.ts";
import type { Refund } from "./refund.ts";

/** What the refund takes from, as entries: positive when it takes, negative when it gives back. */
function sources(payment: Payment, refund: Refund, entry: typeof debit): Entry[] {
  const { split } = refund;
  const { currency } = refund.money;
  const { provider, campaignId } = payment;
  return [
    entry({ kind: "campaign_payable", campaignId }, split.giftMinor, currency),
    entry({ kind: "tip" }, split.tipMinor, currency),
    entry({ kind: "provider_fee", provider }, split.feeCoverMinor, currency),
    entry({ kind: "suspense" }, split.heldMinor, currency),
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
