import type { Posting } from "../ledger/index.ts";
import { isSameMoney, type Money } from "../money/index.ts";
import { type PledgeTerms, totalOf } from "../pledge/index.ts";
import { type DomainEvent, unreachable } from "../shared/index.ts";
import { capturePosting } from "./capture-posting.ts";
import {
  paymentAuthorized,
  paymentCaptured,
  paymentFailed,
  paymentHeld,
  paymentNeedsReview,
} from "./payment.events.ts";
import type { Capture, HeldChargeFacts, HoldReason, Payment, PaymentStep } from "./payment.ts";
import { END_REASONS, type ProviderSignal } from "./signal.ts";

type Captured = Extract<ProviderSignal, { kind: "captured" }>;
type Ended = Extract<ProviderSignal, { kind: "ended" }>;

/** The whole of what must be written. The caller writes all of it in one transaction, or none. */
export type PaymentDecision =
  | {
      readonly outcome: "moved";
      readonly payment: Payment;
      /** Each step, oldest first; empty when something changed beside the attempt's way. */
      readonly steps: readonly PaymentStep[];
      /** A word that nobody expected came up, or a later answer explained it; kept beside the history. */
      readonly review: "raised" | "explained" | null;
      readonly postings: readonly Posting[];
      readonly events: readonly DomainEvent[];
      /** Money that a person must look at; its posting is the last of `postings`. */
      readonly exception: {
        readonly kind: HoldReason;
        readonly detail: string;
        /** What a refund of it needs. */
        readonly charge: HeldChargeFacts;
      } | null;
      /** This attempt's money is the pledge's gift. */
      readonly fulfils: boolean;
      /** The held capture that the gift takes the place of; it lives on in its case, with its refunds. */
      readonly gaveWay: Capture | null;
    }
  | { readonly outcome: "ignored"; readonly why: "duplicate" | "stale" };

/**
 * Decides what a provider's confirmed news means for an attempt. News repeats and arrives in any order: a repeat is a
 * duplicate, an older story is stale, and neither is an error. Every unit that the provider captured is posted at
 * once, to the campaign or to suspense. `fulfilledBy` is the attempt that fulfilled the pledge, if any; whoever is the
 * gift, by its charge or by staff, is named there.
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
    case "authorized":
      return onAuthorized(payment, at);
    case "needs_review":
      return onUnexpected(payment, signal.word, at);
    case "captured":
      return onCaptured(payment, fulfilledBy, signal, at);
    case "ended":
      return onEnded(payment, signal, at);
    default:
      return unreachable(signal);
  }
}

function onAuthorized(payment: Payment, at: Date): PaymentDecision {
  if (payment.capture !== null || payment.end !== null) return { outcome: "ignored", why: "stale" };
  if (payment.authorizedAt !== null) return { outcome: "ignored", why: "duplicate" };
  const data = { ...askedOf(payment), giftMinor: `${payment.terms.giftMinor}` };
  return moved({ ...payment, authorizedAt: at }, ["authorized"], {
    events: [paymentAuthorized.create(payment.id, data)],
  });
}

/** Raised once, until something explains it. Money that we have explains everything that is said beside it. */
function onUnexpected(payment: Payment, word: string, at: Date): PaymentDecision {
  if (payment.capture !== null) return { outcome: "ignored", why: "stale" };
  if (payment.review !== null) return { outcome: "ignored", why: "duplicate" };
  return moved({ ...payment, review: { at, word } }, [], {
    events: [paymentNeedsReview.create(payment.id, { ...askedOf(payment), word })],
    review: "raised",
  });
}

type Moved = Extract<PaymentDecision, { outcome: "moved" }>;

const moved = (payment: Payment, steps: readonly PaymentStep[], more: Partial<Moved>): Moved => ({
  outcome: "moved",
  payment,
  steps,
  review: null,
  postings: [],
  events: [],
  exception: null,
  fulfils: false,
  gaveWay: null,
  ...more,
});

function onCaptured(
  payment: Payment,
  fulfilledBy: string | null,
  signal: Captured,
  at: Date,
): PaymentDecision {
  if (payment.postedCaptures.includes(signal.providerPaymentId))
    return { outcome: "ignored", why: "duplicate" };

  const heldAs = holdReason(payment, fulfilledBy, signal);
  const charge: Capture = {
    at,
    providerPaymentId: signal.providerPaymentId,
    bankReference: signal.bankReference,
    money: signal.captured,
    heldAs,
    fee: soundFee(signal),
    settledAt: null,
    acceptedAt: null,
  };
  const next: Payment = {
    ...payment,
    review: null,
    // Another success of one attempt is posted, but the first stays the attempt's capture, unless the other is the gift.
    capture: heldAs === null ? charge : (payment.capture ?? charge),
    postedCaptures: [...payment.postedCaptures, signal.providerPaymentId],
  };
  return moved(next, captureSteps(payment, heldAs), {
    review: payment.review === null ? null : "explained",
    postings: [capturePosting(payment, signal, heldAs)],
    events: [captureEvent(payment, signal, heldAs)],
    exception:
      heldAs === null
        ? null
        : { kind: heldAs, detail: describeHold(payment, signal), charge: chargeOf(payment, signal) },
    fulfils: heldAs === null,
    gaveWay: heldAs === null ? payment.capture : null,
  });
}

/** A fee is believed only as a part of what was captured; it is told by the provider and proves nothing else. */
function soundFee({ fee, captured }: Captured): Money | null {
  if (fee === null || fee.currency !== captured.currency) return null;
  return fee.amountMinor >= 0n && fee.amountMinor <= captured.amountMinor ? fee : null;
}

const chargeOf = (
  { provider }: Payment,
  { providerPaymentId, bankReference, captured }: Captured,
): HeldChargeFacts => ({ provider, providerPaymentId, bankReference, money: captured });

/** Providers that authorise and capture in one made both steps now, unless the attempt had ended meanwhile. */
function captureSteps(payment: Payment, heldAs: HoldReason | null): readonly PaymentStep[] {
  if (payment.capture !== null) return heldAs === null ? ["captured"] : [];
  return payment.end === null && payment.authorizedAt === null ? ["authorized", "captured"] : ["captured"];
}

/**
 * Null when the money is exactly what the pledge promised and nothing else has fulfilled it: whatever is held beside it,
 * before or after. Every other reason is the charge's own and so the same in whichever order charges are told. One cannot
 * be: of several charges that are each as promised, the first that is told is the gift.
 */
function holdReason(payment: Payment, fulfilledBy: string | null, signal: Captured): HoldReason | null {
  const claims = [signal.captured, ...(signal.asked === null ? [] : [signal.asked])];
  if (claims.some((claim) => claim.currency !== payment.asked.currency)) return "currency_mismatch";
  if (claims.some((claim) => !isSameMoney(claim, payment.asked))) return "amount_mismatch";
  if (signal.isRisky) return "risk_hold";
  return fulfilledBy === null ? null : "second_capture";
}

function captureEvent(payment: Payment, signal: Captured, heldAs: HoldReason | null): DomainEvent {
  const { pledgeId, campaignId, provider, terms } = payment;
  const base = { pledgeId, campaignId, provider, currency: signal.captured.currency };
  if (heldAs !== null) {
    return paymentHeld.create(payment.id, { ...base, amountMinor: `${signal.captured.amountMinor}`, heldAs });
  }
  return giftEvent(payment, terms);
}

/** The attempt's money is the campaign's gift, split by these terms. */
export const giftEvent = ({ id, pledgeId, campaignId, provider }: Payment, terms: PledgeTerms): DomainEvent =>
  paymentCaptured.create(id, {
    pledgeId,
    campaignId,
    provider,
    currency: terms.currency,
    giftMinor: `${terms.giftMinor}`,
    tipMinor: `${terms.tipMinor}`,
    feeCoverMinor: `${terms.feeCoverMinor}`,
    totalMinor: `${totalOf(terms)}`,
  });

function describeHold(payment: Payment, signal: Captured): string {
  const show = ({ amountMinor, currency }: Money) => `${amountMinor} ${currency} (minor units)`;
  const told = signal.asked === null ? "" : `, for a request of ${show(signal.asked)}`;
  return `Asked for ${show(payment.asked)}; the provider captured ${show(signal.captured)}${told} as ${signal.providerPaymentId}.`;
}

function onEnded(payment: Payment, signal: Ended, at: Date): PaymentDecision {
  if (payment.capture !== null) return { outcome: "ignored", why: "stale" };
  // Behind what nobody understands there may be money: such an attempt is the provider's to end, not ours to give up.
  if (payment.review !== null && signal.isOurs === true) return { outcome: "ignored", why: "stale" };
  const isExplained = payment.review !== null;
  const review = isExplained ? null : payment.review;
  const noted = isExplained ? "explained" : null;
  if (payment.end === null) {
    const events = [paymentFailed.create(payment.id, { ...askedOf(payment), reason: signal.reason })];
    const next = { ...payment, review, end: { at, reason: signal.reason } };
    return moved(next, [signal.reason], { review: noted, events });
  }
  const strength = END_REASONS.indexOf(signal.reason) - END_REASONS.indexOf(payment.end.reason);
  if (strength > 0) {
    // The stronger reason stays, whichever came first; the end was announced already.
    const next = { ...payment, review, end: { at: payment.end.at, reason: signal.reason } };
    return moved(next, [signal.reason], { review: noted });
  }
  if (isExplained) return moved({ ...payment, review }, [], { review: noted });
  return { outcome: "ignored", why: strength === 0 ? "duplicate" : "stale" };
}

const askedOf = ({ pledgeId, campaignId, provider, asked }: Payment) => ({
  pledgeId,
  campaignId,
  provider,
  currency: asked.currency,
  amountMinor: `${asked.amountMinor}`,
});
