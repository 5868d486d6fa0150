import { appendEvents } from "@careforall/db/outbox";
import {
  appendHistory,
  appendNews,
  type HistoryStep,
  type LockedPayment,
  savePayment,
} from "@careforall/db/payment";
import { giveWay } from "@careforall/db/held";
import { fulfilPledge } from "@careforall/db/pledge";
import { insertException, insertPosting } from "@careforall/db/ledger";
import type { Tx } from "@careforall/db/client";
import { killPoint } from "@careforall/db/kill-point";
import { latenessOf } from "@careforall/domain/campaign";
import {
  attemptFacts,
  type Payment,
  type PaymentDecision,
  type PaymentStep,
  paymentStep,
  RANK,
  type Rank,
} from "@careforall/domain/payment";
import { tellPledge } from "@careforall/domain/pledge";
import type { DomainEvent } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";

/** Who brought the news. */
export type Cause =
  | "checkout"
  | "webhook"
  | "status_page"
  | "return"
  | "poller"
  /** A donor looks for a gift by address. */
  | "find_my_gift"
  /** The gift is old news by then, so its receipt is suppressed (db/message), unless a person wants it sent. */
  | "reconciler"
  | "reconciler_with_mail"
  | "seed"
  | "test";

type News = { readonly cause: Cause; readonly evidence: string | null; readonly signal: string };

/** Writes everything that was decided, or nothing: facts, history, postings, case for staff, fulfilment, events. */
export async function writeDecision(
  ctx: Context,
  tx: Tx,
  before: LockedPayment,
  decision: PaymentDecision,
  news: News,
): Promise<void> {
  const paymentId = before.payment.id;
  if (decision.outcome === "ignored") {
    await appendNews(tx, { paymentId, ...news, why: decision.why });
    return;
  }
  if (decision.steps.length > 0 || decision.review !== null) {
    const chargeOf = ({ capture }: Payment) => capture?.providerPaymentId;
    const isCaptureNew = chargeOf(before.payment) !== chargeOf(decision.payment);
    if (decision.gaveWay !== null) await giveWay(tx, paymentId);
    await savePayment(tx, before, decision.payment, isCaptureNew ? latenessOf(before.campaign, tx.at) : null);
    killPoint("payment.apply/facts_written");
    await appendHistory(tx, {
      paymentId,
      steps: historySteps(paymentStep(before.payment), decision.steps),
      cause: news.cause,
      evidence: news.evidence,
      origin: ctx.origin,
    });
    killPoint("payment.apply/history_written");
  }
  if (decision.review !== null)
    await appendNews(tx, { paymentId, ...news, why: `review_${decision.review}` });
  for (const posting of decision.postings) {
    const id = ctx.newId();
    await insertPosting(tx, { id, posting, paymentId, requestId: ctx.origin.requestId });
    killPoint("payment.apply/posted");
    if (decision.exception !== null) {
      await insertException(tx, { id: ctx.newId(), ...decision.exception, paymentId, postingId: id });
    }
  }
  if (decision.fulfils) {
    await fulfilPledge(tx, before.payment.pledgeId, paymentId);
    killPoint("payment.apply/fulfilled");
  }
  const events = [...decision.events, ...aboutPledge(before, decision)];
  await appendEvents(
    tx,
    events.map((event) => ({ ...event, id: ctx.newId() })),
    ctx.origin,
  );
  killPoint("payment.apply/events_written");
}

/** What the attempt's new facts make of its pledge. */
function aboutPledge(
  { payment, fulfilledBy, attempts }: LockedPayment,
  decision: Extract<PaymentDecision, { outcome: "moved" }>,
): readonly DomainEvent[] {
  const { id: paymentId, pledgeId, campaignId, terms } = payment;
  const before = { currency: terms.currency, fulfilledBy, attempts };
  const after = {
    ...before,
    fulfilledBy: decision.fulfils ? paymentId : fulfilledBy,
    attempts: attempts.map((one) => {
      if (one.paymentId !== paymentId) return one;
      // Refunds of a capture that gave way are its case's from now on.
      const { number, refundedMinor } = one;
      return attemptFacts(decision.payment, {
        number,
        refundedMinor: decision.gaveWay === null ? refundedMinor : 0n,
      });
    }),
  };
  return tellPledge({ pledgeId, campaignId, paymentId, terms }, before, after);
}

function historySteps(start: PaymentStep, steps: readonly PaymentStep[]): HistoryStep[] {
  return steps.map((to, i) => ({ from: steps[i - 1] ?? start, to, toRank: RANK_OF_STATUS[to] }));
}

const RANK_OF_STATUS: Record<PaymentStep, Rank> = {
  created: RANK.created,
  pending: RANK.pending,
  authorized: RANK.authorized,
  expired: RANK.ended,
  cancelled: RANK.ended,
  failed: RANK.ended,
  captured: RANK.captured,
  completed: RANK.captured,
};
