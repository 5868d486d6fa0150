import type { Posting } from "../ledger/index.ts";
import { isSameMoney, type Money } from "../money/index.ts";
import { totalOf } from "../pledge/index.ts";
import { type DomainEvent, unreachable } from "../shared/index.ts";
import { capturePosting } from "./capture-posting.ts";
import { paymentCaptured, paymentFailed, paymentHeld } from "./payment.events.ts";
import type { HoldReason, Payment, PaymentStatus } from "./payment.ts";
import { END_REASONS, type ProviderSignal } from "./signal.ts";

type Captured = Extract<ProviderSignal, { kind: "captured" }>;
type Ended = Extract<ProviderSignal, { kind: "ended" }>;

/** The whole of what must be written. The caller writes all of it in one transaction, or none. */
export type PaymentDecision =
  | {
      readonly outcome: "moved";
      readonly payment: Payment;
      /** Status after each step, oldest first; empty when money was posted without a step of the attempt. */
      readonly steps: readonly PaymentStatus[];
      readonly postings: readonly Posting[];
      readonly events: readonly DomainEvent[];
      /** Money that a person must look at; its posting is the last of `postings`. */
      readonly exception: { readonly kind: HoldReason; readonly detail: string } | null;
      /** This attempt's money is the pledge's gift. */
      readonly fulfils: boolean;
    }
  | { readonly outcome: "ignored"; readonly why: "duplicate" | "stale" };

/**
 * Decides what a provider's confirmed news means for an attempt. News repeats and arrives in any order: a repeat is a
 * duplicate, an older story is stale, and neither is an error. Every unit that the provider captured is posted at
 * once, to the campaign or to suspense. `fulfilledBy` is the attempt that fulfilled the pledge, if any.
 */
export function applySignal(
  payment: Payment,
  fulfilledBy: string | null,
  signal: ProviderSignal,
  at: Date,
): PaymentDecision {
  switch (signal.kind) {
    case "pending":
      return {
        outcome: "ignored",
        why: payment.capture !== null || payment.end !== null ? "stale" : "duplicate",
      };
    case "captured":
      return onCaptured(payment, fulfilledBy, signal, at);
    case "ended":
      return onEnded(payment, signal, at);
    default:
      return unreachable(signal);
  }
}

function onCaptured(
  payment: Payment,
  fulfilledBy: string | null,
  signal: Captured,
  at: Date,
): PaymentDecision {
  if (payment.postedCaptures.includes(signal.providerPaymentId))
    return { outcome: "ignored", why: "duplicate" };

  const heldAs = holdReason(payment, fulfilledBy, signal);
  const next: Payment = {
    ...payment,
    // A second success of one attempt is posted, but the first stays the attempt's capture.
    capture: payment.capture ?? {
      at,
      providerPaymentId: signal.providerPaymentId,
      bankReference: signal.bankReference,
      money: signal.captured,
      heldAs,
      fee: soundFee(signal),
      settledAt: null,
    },
    postedCaptures: [...payment.postedCaptures, signal.providerPaymentId],
  };
  return {
    outcome: "moved",
    payment: next,
    steps: captureSteps(payment),
    postings: [capturePosting(payment, signal, heldAs)],
    events: [captureEvent(payment, signal, heldAs)],
    exception: heldAs === null ? null : { kind: heldAs, detail: describeHold(payment, signal) },
    fulfils: heldAs === null,
  };
}

/** A fee is believed only as a part of what was captured; it is told by the provider and proves nothing else. */
function soundFee({ fee, captured }: Captured): Money | null {
  if (fee === null || fee.currency !== captured.currency) return null;
  return fee.amountMinor >= 0n && fee.amountMinor <= captured.amountMinor ? fee : null;
}

/** SSLCommerz and its like authorise and capture in one; both are history, unless the attempt had ended meanwhile. */
function captureSteps(payment: Payment): readonly PaymentStatus[] {
  if (payment.capture !== null) return [];
  return payment.end === null ? ["authorized", "captured"] : ["captured"];
}

/** Null when the money is exactly what the pledge promised and nothing else has fulfilled it. */
function holdReason(payment: Payment, fulfilledBy: string | null, signal: Captured): HoldReason | null {
  const claims = [signal.captured, ...(signal.asked === null ? [] : [signal.asked])];
  if (claims.some((claim) => claim.currency !== payment.asked.currency)) return "currency_mismatch";
  if (claims.some((claim) => !isSameMoney(claim, payment.asked))) return "amount_mismatch";
  if (fulfilledBy !== null || payment.capture !== null) return "second_capture";
  return signal.isRisky ? "risk_hold" : null;
}

function captureEvent(payment: Payment, signal: Captured, heldAs: HoldReason | null): DomainEvent {
  const { pledgeId, campaignId, provider, terms } = payment;
  const base = { pledgeId, campaignId, provider, currency: signal.captured.currency };
  if (heldAs !== null) {
    return paymentHeld.create(payment.id, { ...base, amountMinor: `${signal.captured.amountMinor}`, heldAs });
  }
  return paymentCaptured.create(payment.id, {
    ...base,
    giftMinor: `${terms.giftMinor}`,
    tipMinor: `${terms.tipMinor}`,
    feeCoverMinor: `${terms.feeCoverMinor}`,
    totalMinor: `${totalOf(terms)}`,
  });
}

function describeHold(payment: Payment, signal: Captured): string {
  const show = ({ amountMinor, currency }: Money) => `${amountMinor} ${currency} (minor units)`;
  const told = signal.asked === null ? "" : `, for a request of ${show(signal.asked)}`;
  return `Asked for ${show(payment.asked)}; the provider captured ${show(signal.captured)}${told} as ${signal.providerPaymentId}.`;
}

function onEnded(payment: Payment, signal: Ended, at: Date): PaymentDecision {
  if (payment.capture !== null) return { outcome: "ignored", why: "stale" };
  if (payment.end === null) {
    return ended(payment, { at, reason: signal.reason }, [failedEvent(payment, signal)]);
  }
  const strength = END_REASONS.indexOf(signal.reason) - END_REASONS.indexOf(payment.end.reason);
  if (strength <= 0) return { outcome: "ignored", why: strength === 0 ? "duplicate" : "stale" };
  // The stronger reason stays, whichever came first; the end was announced already.
  return ended(payment, { at: payment.end.at, reason: signal.reason }, []);
}

const ended = (
  payment: Payment,
  end: NonNullable<Payment["end"]>,
  events: readonly DomainEvent[],
): PaymentDecision => ({
  outcome: "moved",
  payment: { ...payment, end },
  steps: [end.reason],
  postings: [],
  events,
  exception: null,
  fulfils: false,
});

const failedEvent = (payment: Payment, signal: Ended): DomainEvent =>
  paymentFailed.create(payment.id, {
    pledgeId: payment.pledgeId,
    campaignId: payment.campaignId,
    provider: payment.provider,
    currency: payment.asked.currency,
    amountMinor: `${payment.asked.amountMinor}`,
    reason: signal.reason,
  });
