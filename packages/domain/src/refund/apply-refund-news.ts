import type { Posting } from "../ledger/index.ts";
import type { Payment } from "../payment/index.ts";
import { assert, type DomainEvent, unreachable } from "../shared/index.ts";
import { confirmedMinor, giftLeftMinor, type Refund, refundState, type RefundState } from "./refund.ts";
import {
  acceptedPosting,
  confirmedPosting,
  failedPosting,
  lostFeePosting,
  lostFeeUndonePosting,
} from "./refund-postings.ts";
import { paymentRefunded, paymentRefundFailed } from "./refund.events.ts";

/** What a provider said about one refund, in our words. */
export type RefundNews =
  /** It took the order, or has it already. */
  | { readonly kind: "accepted"; readonly providerRefundId: string }
  /** It did not take the order: nothing moved and nothing will. */
  | { readonly kind: "refused"; readonly detail: string }
  | { readonly kind: "confirmed"; readonly providerRefundId: string }
  /** It had taken the order and gave it up, perhaps after it had called it done. */
  | { readonly kind: "failed"; readonly detail: string };

export type RefundDecision =
  | {
      readonly outcome: "moved";
      readonly refund: Refund;
      /** State after each step, oldest first. */
      readonly steps: readonly RefundState[];
      readonly postings: readonly Posting[];
      readonly events: readonly DomainEvent[];
      /** What may be given back again, in minor units: the whole of a refund that failed. */
      readonly releasedMinor: bigint;
      /** Whether the case about held money is closed now; null when it is no held money. */
      readonly isCaseClosed: boolean | null;
    }
  | { readonly outcome: "ignored"; readonly why: "duplicate" | "stale" | "contradiction" };

/**
 * Decides what news means for one refund of a payment. Total: news repeats and comes in any order. `others` are the
 * payment's other refunds. A refund that failed stays failed, whatever is said later: a success after it is a
 * contradiction, which a person must look at.
 */
export function applyRefundNews(
  payment: Payment,
  others: readonly Refund[],
  refund: Refund,
  news: RefundNews,
  at: Date,
): RefundDecision {
  const why = whyIgnored(refundState(refund), news.kind);
  if (why !== null) return { outcome: "ignored", why };
  switch (news.kind) {
    case "accepted":
      return accept(payment, refund, news.providerRefundId, at);
    case "confirmed":
      return confirm(payment, others, refund, news.providerRefundId, at);
    case "refused":
    case "failed":
      return fail(payment, others, refund, at);
    default:
      return unreachable(news);
  }
}

type Ignored = Extract<RefundDecision, { outcome: "ignored" }>["why"];

/** Why news about a refund in this state changes nothing; null when it does. The same for every refund. */
export function whyIgnored(state: RefundState, news: RefundNews["kind"]): Ignored | null {
  switch (news) {
    case "accepted":
      if (state === "requested") return null;
      return state === "accepted" ? "duplicate" : "stale";
    case "refused":
      // An older order under the same key was taken after all: this answer is about nothing.
      return state === "requested" ? null : "stale";
    case "confirmed":
      if (state === "confirmed") return "duplicate";
      return state === "failed" ? "contradiction" : null;
    case "failed":
      return state === "failed" ? "duplicate" : null;
    default:
      return unreachable(news);
  }
}

type Moved = Extract<RefundDecision, { outcome: "moved" }>;

const moved = (refund: Refund, steps: readonly RefundState[], more: Partial<Moved>): Moved => ({
  outcome: "moved",
  refund,
  steps,
  postings: [],
  events: [],
  releasedMinor: 0n,
  isCaseClosed: refund.split.heldMinor > 0n ? false : null,
  ...more,
});

function accept(payment: Payment, refund: Refund, providerRefundId: string, at: Date): Moved {
  const next = { ...refund, acceptedAt: at, providerRefundId };
  return moved(next, ["accepted"], { postings: [acceptedPosting(payment, refund)] });
}

/** Confirmed before we knew that it was accepted: both facts are posted. */
function confirm(
  payment: Payment,
  others: readonly Refund[],
  refund: Refund,
  providerRefundId: string,
  at: Date,
): Moved {
  const isNew = refund.acceptedAt === null;
  const next: Refund = { ...refund, acceptedAt: refund.acceptedAt ?? at, confirmedAt: at, providerRefundId };
  const all = [...others, next];
  const isFull = confirmedMinor(all) === capturedMinor(payment);
  const endsGift = refund.split.giftMinor > 0n && giftLeftMinor(payment, all) === 0n;
  return moved(next, isNew ? ["accepted", "confirmed"] : ["confirmed"], {
    postings: [
      isNew ? acceptedPosting(payment, refund) : null,
      confirmedPosting(payment, refund),
      lostFeePosting(payment, refund),
    ].filter((posting) => posting !== null),
    events: [paymentRefunded.create(payment.id, { ...told(payment, refund), isFull, endsGift })],
    isCaseClosed: refund.split.heldMinor > 0n ? isFull : null,
  });
}

function fail(payment: Payment, others: readonly Refund[], refund: Refund, at: Date): Moved {
  const wasConfirmed = refund.confirmedAt !== null;
  const revivesGift =
    wasConfirmed && refund.split.giftMinor > 0n && giftLeftMinor(payment, [...others, refund]) === 0n;
  return moved({ ...refund, failedAt: at }, ["failed"], {
    postings:
      refund.acceptedAt === null
        ? []
        : [failedPosting(payment, refund), lostFeeUndonePosting(payment, refund)].filter(
            (posting) => posting !== null,
          ),
    events: [paymentRefundFailed.create(payment.id, { ...told(payment, refund), wasConfirmed, revivesGift })],
    releasedMinor: refund.money.amountMinor,
  });
}

function capturedMinor(payment: Payment): bigint {
  assert(payment.capture !== null, "only captured money is refunded");
  return payment.capture.money.amountMinor;
}

const told = (payment: Payment, refund: Refund) => ({
  paymentId: payment.id,
  refundId: refund.id,
  pledgeId: payment.pledgeId,
  campaignId: payment.campaignId,
  provider: payment.provider,
  currency: refund.money.currency,
  kind: refund.kind,
  amountMinor: `${refund.money.amountMinor}`,
  giftMinor: `${refund.split.giftMinor}`,
  tipMinor: `${refund.split.tipMinor}`,
  feeCoverMinor: `${refund.split.feeCoverMinor}`,
  heldMinor: `${refund.split.heldMinor}`,
});
