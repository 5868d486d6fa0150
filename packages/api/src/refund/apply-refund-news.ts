import { type Tx, withTransaction } from "@careforall/db/client";
import { insertPosting } from "@careforall/db/ledger";
import { appendEvents } from "@careforall/db/outbox";
import { appendNews, type LockedPayment, lockPayment } from "@careforall/db/payment";
import {
  appendRefundHistory,
  closeHeldCase,
  findByProviderRefundId,
  listRefunds,
  reserve,
  saveRefund,
  type StoredRefund,
} from "@careforall/db/refund";
import { killPoint } from "@careforall/db/kill-point";
import type { Payment } from "@careforall/domain/payment";
import { tellPledge } from "@careforall/domain/pledge";
import {
  applyRefundNews as decide,
  confirmedMinor,
  type Refund,
  type RefundDecision,
  type RefundNews,
} from "@careforall/domain/refund";
import { AppError, type DomainEvent } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";

/** Who brought the news about a refund. */
export type RefundCause = "staff" | "poller" | "provider" | "seed" | "test";

export type NewsOfRefund = {
  readonly paymentId: string;
  readonly refundId: string;
  readonly news: RefundNews;
  readonly cause: RefundCause;
  readonly evidence: string | null;
};

/** An accepted refund is asked about this soon. */
export const FIRST_ASK_MS = 2_000;

/**
 * THE ONE DOOR for refunds: the only place where it is recorded that money goes back, whoever brings the news. Lock
 * pledge and payment, decide, write everything, commit.
 */
export async function applyRefundNews(ctx: Context, told: NewsOfRefund): Promise<"moved" | "ignored"> {
  const events = await withTransaction(ctx.db, (tx) => writeRefundNews(ctx, tx, told), { at: ctx.at });
  if (events === null) return "ignored";
  for (const type of events) ctx.metrics.gifts.inc({ outcome: type });
  if (events.length > 0) ctx.wake("outbox");
  return "moved";
}

/** The same inside a transaction of a verb. Answers the types of its events, or null when nothing changed. */
export async function writeRefundNews(
  ctx: Context,
  tx: Tx,
  told: NewsOfRefund,
): Promise<readonly string[] | null> {
  const before = await lockPayment(tx, told.paymentId);
  const refunds = before === null ? [] : await listRefunds(tx, told.paymentId);
  const refund = refunds.find(({ id }) => id === told.refundId);
  if (before === null || refund === undefined) {
    throw new AppError("not_found", "refund.not_found", "There is no such refund.");
  }
  const others = refunds.filter(({ id }) => id !== refund.id);
  const news = await withoutTwin(tx, before.payment, refund, told.news);
  const decision = decide(before.payment, others, refund, news, tx.at);
  if (decision.outcome === "ignored") {
    await noteIgnored(ctx, tx, told, decision.why);
    return null;
  }
  const events = [...decision.events, ...aboutPledge(before, [...others, decision.refund])];
  await writeDecision(ctx, tx, { ...told, news }, { ...decision, events });
  return events.map(({ type }) => type);
}

/** What the payment's refunds, as they are now, make of its pledge. */
function aboutPledge(
  { payment, fulfilledBy, attempts }: LockedPayment,
  refunds: readonly Refund[],
): readonly DomainEvent[] {
  const { id: paymentId, pledgeId, campaignId, terms } = payment;
  const before = { currency: terms.currency, fulfilledBy, attempts };
  const refundedMinor = confirmedMinor(refunds);
  const after = {
    ...before,
    attempts: attempts.map((one) => (one.paymentId === paymentId ? { ...one, refundedMinor } : one)),
  };
  return tellPledge({ pledgeId, campaignId, paymentId, terms }, before, after);
}

/** One refund in the provider's books is one in ours: an order that turns out to be recorded already was not taken. */
async function withoutTwin(
  tx: Tx,
  payment: Payment,
  refund: StoredRefund,
  news: RefundNews,
): Promise<RefundNews> {
  if (news.kind !== "accepted" && news.kind !== "confirmed") return news;
  const twin = await findByProviderRefundId(tx, payment.provider, news.providerRefundId);
  return twin === null || twin.id === refund.id
    ? news
    : {
        kind: "refused",
        detail: `The provider's refund ${news.providerRefundId} is recorded as ${twin.id}.`,
      };
}

async function noteIgnored(ctx: Context, tx: Tx, told: NewsOfRefund, why: string): Promise<void> {
  // "Still under way" and "as you know" are no news; they would fill the table on every poll.
  if (why === "duplicate") return;
  const { paymentId, refundId, news, cause, evidence } = told;
  if (why === "contradiction") ctx.log.error({ refundId, news }, "a failed refund is said to have succeeded");
  await appendNews(tx, { paymentId, signal: `refund_${news.kind}`, why, cause, evidence });
}

async function writeDecision(
  ctx: Context,
  tx: Tx,
  told: NewsOfRefund,
  decision: Extract<RefundDecision, { outcome: "moved" }>,
): Promise<void> {
  const { refund } = decision;
  const { paymentId, refundId, cause, evidence, news } = told;
  const isUnderWay = decision.steps.at(-1) === "accepted";
  await saveRefund(tx, {
    refund,
    failDetail: "detail" in news ? news.detail : null,
    nextTryAt: isUnderWay ? new Date(tx.at.getTime() + FIRST_ASK_MS) : null,
  });
  killPoint("refund.apply/facts_written");
  await appendRefundHistory(tx, { refundId, states: decision.steps, cause, evidence, origin: ctx.origin });
  if (decision.releasedMinor > 0n) await reserve(tx, paymentId, -decision.releasedMinor);
  for (const posting of decision.postings) {
    await insertPosting(tx, { id: ctx.newId(), posting, paymentId, requestId: ctx.origin.requestId });
    killPoint("refund.apply/posted");
  }
  if (decision.isCaseClosed !== null) await closeHeldCase(tx, { paymentId, isClosed: decision.isCaseClosed });
  await appendEvents(
    tx,
    decision.events.map((event) => ({ ...event, id: ctx.newId() })),
    ctx.origin,
  );
  killPoint("refund.apply/events_written");
}
