import { credit, debit, posting, type Posting } from "../ledger/index.ts";
import { money, type Money } from "../money/index.ts";
import { captureReference, type Payment, type ProviderName } from "../payment/index.ts";
import type { DomainEvent } from "../shared/index.ts";
import { paymentCompleted } from "./settlement.events.ts";

/** One success that the ledger holds at a provider: of an attempt, or of nobody we know. */
export type Charge = {
  readonly provider: ProviderName;
  readonly providerPaymentId: string;
  /** As it was posted. */
  readonly captured: Money;
  /** The attempt that it came by; null for an unknown charge. */
  readonly payment: Payment | null;
};

/** What the provider's statement says about a charge. `gross` and `fee` may be left to us; `net` reached the bank. */
export type SettlementLine = {
  readonly gross: Money | null;
  readonly fee: Money | null;
  readonly net: Money;
};

/** A charge's settlement in minor units of the captured currency: gross = fee + net. */
export type Settled = { readonly grossMinor: bigint; readonly feeMinor: bigint; readonly netMinor: bigint };

export type SettlementRefusal =
  | "settlement.wrong_currency"
  | "settlement.wrong_gross"
  | "settlement.negative"
  | "settlement.does_not_add_up"
  | "settlement.contradicts";

export type SettlementDecision =
  | {
      readonly outcome: "settled";
      readonly settled: Settled;
      readonly posting: Posting;
      /** The attempt whose own capture this is, with the new facts; null for any other charge. */
      readonly payment: Payment | null;
      readonly events: readonly DomainEvent[];
    }
  | { readonly outcome: "ignored"; readonly why: "duplicate" }
  | { readonly outcome: "refused"; readonly code: SettlementRefusal };

/**
 * The provider has paid a charge out to our bank. Money in suspense settles like any other: it is real money at the
 * provider, whosever it is. Refunds change nothing here, because a charge is settled by what was captured, and a refund
 * has postings of its own. `earlier` is this charge's settlement, if the ledger has one: the same again is a duplicate,
 * another one contradicts it and nothing is posted.
 */
export function settleCharge(
  charge: Charge,
  earlier: Settled | null,
  line: SettlementLine,
  at: Date,
): SettlementDecision {
  const settled = settledOf(charge.captured, line);
  if (typeof settled === "string") return { outcome: "refused", code: settled };
  if (earlier !== null) {
    return earlier.feeMinor === settled.feeMinor
      ? { outcome: "ignored", why: "duplicate" }
      : { outcome: "refused", code: "settlement.contradicts" };
  }
  const { payment } = charge;
  const isOwn = payment?.capture?.providerPaymentId === charge.providerPaymentId;
  return {
    outcome: "settled",
    settled,
    posting: settlementPosting(charge, settled),
    payment: isOwn ? settledPayment(payment, settled, at) : null,
    events: isOwn ? [completedEvent(payment, charge, settled)] : [],
  };
}

/** The amounts of a line that fits the charge, or why it does not. */
function settledOf(captured: Money, { gross, fee, net }: SettlementLine): Settled | SettlementRefusal {
  const told = [gross, fee, net].filter((amount) => amount !== null);
  if (told.some(({ currency }) => currency !== captured.currency)) return "settlement.wrong_currency";
  if (told.some(({ amountMinor }) => amountMinor < 0n)) return "settlement.negative";
  const grossMinor = gross?.amountMinor ?? captured.amountMinor;
  if (grossMinor !== captured.amountMinor) return "settlement.wrong_gross";
  const feeMinor = fee?.amountMinor ?? grossMinor - net.amountMinor;
  if (feeMinor < 0n || feeMinor + net.amountMinor !== grossMinor) return "settlement.does_not_add_up";
  return { grossMinor, feeMinor, netMinor: net.amountMinor };
}

function settlementPosting({ provider, providerPaymentId, captured }: Charge, settled: Settled): Posting {
  const { currency } = captured;
  return posting("settlement", captureReference(provider, providerPaymentId), [
    debit({ kind: "bank" }, settled.netMinor, currency),
    debit({ kind: "provider_fee", provider }, settled.feeMinor, currency),
    credit({ kind: "provider_clearing", provider }, settled.grossMinor, currency),
  ]);
}

/** The fee that was kept takes the place of the one that was told at capture. */
function settledPayment(payment: Payment, { feeMinor }: Settled, at: Date): Payment {
  const { capture } = payment;
  if (capture === null) return payment;
  return { ...payment, capture: { ...capture, fee: money(feeMinor, capture.money.currency), settledAt: at } };
}

const completedEvent = (payment: Payment, { captured }: Charge, settled: Settled): DomainEvent =>
  paymentCompleted.create(payment.id, {
    pledgeId: payment.pledgeId,
    campaignId: payment.campaignId,
    provider: payment.provider,
    currency: captured.currency,
    grossMinor: `${settled.grossMinor}`,
    providerFeeMinor: `${settled.feeMinor}`,
    netMinor: `${settled.netMinor}`,
  });

/**
 * A refund that the donor has after its charge was settled: the provider no longer held that money, so it keeps as much
 * of a later payout. Posted with the bank statement that shows it.
 */
export const refundDeductedPosting = (refund: {
  readonly id: string;
  readonly provider: ProviderName;
  readonly money: Money;
}): Posting =>
  posting("refund_deducted", refund.id, [
    debit(
      { kind: "provider_clearing", provider: refund.provider },
      refund.money.amountMinor,
      refund.money.currency,
    ),
    credit({ kind: "bank" }, refund.money.amountMinor, refund.money.currency),
  ]);
