import { credit, debit, posting, type Posting } from "../ledger/index.ts";
import { money, type Money } from "../money/index.ts";
import {
  isReserving,
  type Refund,
  type RefundDecision,
  type RefundNews,
  type RefundRefusal,
  refundState,
  type RefundState,
  type RefundWish,
  whyIgnored,
} from "../refund/index.ts";
import { type DomainEvent, unreachable } from "../shared/index.ts";
import { caseRefunded, caseRefundFailed } from "./held.events.ts";
import type { HeldCase } from "./held-case.ts";

/** An order to give held money back that is no attempt's own capture. All of it comes out of suspense. */
export type CaseRefund = Pick<
  Refund,
  "id" | "money" | "kind" | "reason" | "providerRefundId" | "acceptedAt" | "confirmedAt" | "failedAt"
> & { readonly caseId: string };

export type CaseRefundRequest =
  | { readonly outcome: "requested"; readonly refund: CaseRefund }
  | { readonly outcome: "refused"; readonly code: RefundRefusal; readonly left: Money };

/** May this much of a case go back? Decided under the case's lock, on all its refunds. Posts nothing. */
export function requestCaseRefund(
  held: HeldCase,
  refunds: readonly CaseRefund[],
  wish: Omit<RefundWish, "feeBearer">,
): CaseRefundRequest {
  const { amountMinor, currency } = held.charge.money;
  const reserved = sumMinor(refunds.filter(isReserving));
  const left = money(amountMinor - reserved, currency);
  const refused = (code: RefundRefusal) => ({ outcome: "refused", code, left }) as const;
  if (wish.reason.trim() === "") return refused("refund.no_reason");
  if (wish.money.currency !== currency) return refused("refund.wrong_currency");
  if (wish.money.amountMinor <= 0n) return refused("refund.zero");
  if (wish.money.amountMinor > left.amountMinor) return refused("refund.exceeds");
  const unknown = { providerRefundId: null, acceptedAt: null, confirmedAt: null, failedAt: null };
  return {
    outcome: "requested",
    refund: { ...wish, ...unknown, reason: wish.reason.trim(), caseId: held.id },
  };
}

export type CaseRefundDecision =
  | {
      readonly outcome: "moved";
      readonly refund: CaseRefund;
      readonly steps: readonly RefundState[];
      readonly postings: readonly Posting[];
      /** Told when the money is back, or the order came to nothing. */
      readonly events: readonly DomainEvent[];
      /** What may be given back again, in minor units. */
      readonly releasedMinor: bigint;
      /** All of the case's money is back with whom it came from. */
      readonly isCaseClosed: boolean;
    }
  | Extract<RefundDecision, { outcome: "ignored" }>;

/** What news means for one refund of a case; the same table as for every refund. `others` are the case's other refunds. */
export function applyCaseRefundNews(
  held: HeldCase,
  others: readonly CaseRefund[],
  refund: CaseRefund,
  news: RefundNews,
  at: Date,
): CaseRefundDecision {
  const why = whyIgnored(refundState(refund), news.kind);
  if (why !== null) return { outcome: "ignored", why };
  switch (news.kind) {
    case "accepted": {
      const next = { ...refund, acceptedAt: at, providerRefundId: news.providerRefundId };
      return moved(held, others, next, ["accepted"], [onTheWay(held, refund)]);
    }
    case "confirmed": {
      const isNew = refund.acceptedAt === null;
      const { providerRefundId } = news;
      const next = { ...refund, acceptedAt: refund.acceptedAt ?? at, confirmedAt: at, providerRefundId };
      const postings = [...(isNew ? [onTheWay(held, refund)] : []), arrived(held, refund)];
      return moved(held, others, next, isNew ? ["accepted", "confirmed"] : ["confirmed"], postings);
    }
    case "refused":
    case "failed": {
      const postings = refund.acceptedAt === null ? [] : [undone(held, refund)];
      return moved(held, others, { ...refund, failedAt: at }, ["failed"], postings);
    }
    default:
      return unreachable(news);
  }
}

function moved(
  held: HeldCase,
  others: readonly CaseRefund[],
  refund: CaseRefund,
  steps: readonly RefundState[],
  postings: readonly Posting[],
): CaseRefundDecision {
  const back = [...others, refund].filter((one) => refundState(one) === "confirmed");
  const isCaseClosed = sumMinor(back) === held.charge.money.amountMinor;
  return {
    outcome: "moved",
    refund,
    steps,
    postings,
    releasedMinor: refund.failedAt === null ? 0n : refund.money.amountMinor,
    isCaseClosed,
    events: newsOf(held, refund, steps, isCaseClosed),
  };
}

function newsOf(
  held: HeldCase,
  refund: CaseRefund,
  steps: readonly RefundState[],
  closesCase: boolean,
): readonly DomainEvent[] {
  const { provider, providerPaymentId } = held.charge;
  const told = {
    caseId: held.id,
    refundId: refund.id,
    caseKind: held.kind,
    paymentId: held.paymentId,
    provider,
    providerPaymentId,
    currency: refund.money.currency,
    kind: refund.kind,
    amountMinor: `${refund.money.amountMinor}`,
  };
  if (refund.failedAt !== null) {
    return [caseRefundFailed.create(held.id, { ...told, wasConfirmed: refund.confirmedAt !== null })];
  }
  return steps.includes("confirmed") ? [caseRefunded.create(held.id, { ...told, closesCase })] : [];
}

const sumMinor = (refunds: readonly CaseRefund[]): bigint =>
  refunds.reduce((sum, refund) => sum + refund.money.amountMinor, 0n);

const clearing = ({ charge: { provider } }: HeldCase) => ({ kind: "refund_clearing", provider }) as const;
const atProvider = ({ charge: { provider } }: HeldCase) => ({ kind: "provider_clearing", provider }) as const;

/** The provider took the order: the money is on its way back. */
const onTheWay = (held: HeldCase, { id, money: { amountMinor, currency } }: CaseRefund): Posting =>
  posting("refund", id, [
    debit({ kind: "suspense" }, amountMinor, currency),
    credit(clearing(held), amountMinor, currency),
  ]);

/** It left the provider. */
const arrived = (held: HeldCase, { id, money: { amountMinor, currency } }: CaseRefund): Posting =>
  posting("refund_confirmed", id, [
    debit(clearing(held), amountMinor, currency),
    credit(atProvider(held), amountMinor, currency),
  ]);

/** It never left, or came back to the provider: it waits in suspense again. */
function undone(held: HeldCase, refund: CaseRefund): Posting {
  const { amountMinor, currency } = refund.money;
  const backFrom = refund.confirmedAt === null ? clearing(held) : atProvider(held);
  return posting("refund_failed", refund.id, [
    debit(backFrom, amountMinor, currency),
    credit({ kind: "suspense" }, amountMinor, currency),
  ]);
}
