import { type Tx, withTransaction } from "@careforall/db/client";
import { listCaseRefunds, lockCase, reserveOfCase, setCaseRefunded } from "@careforall/db/held";
import { insertPosting } from "@careforall/db/ledger";
import { appendEvents } from "@careforall/db/outbox";
import { appendRefundHistory, findByProviderRefundId, saveRefund } from "@careforall/db/refund";
import { applyCaseRefundNews as decide, type CaseRefund, type HeldCase } from "@careforall/domain/held";
import type { RefundNews } from "@careforall/domain/refund";
import { AppError, type DomainEvent } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import { FIRST_ASK_MS, type RefundCause } from "../refund/apply-refund-news.ts";

export type NewsOfCaseRefund = {
  readonly caseId: string;
  readonly refundId: string;
  readonly news: RefundNews;
  readonly cause: RefundCause;
  readonly evidence: string | null;
};

/**
 * The one door for refunds of cases: lock the case, decide, write everything, commit. Its events are of their own,
 * because the money was never a gift and an unknown charge has no donor of ours.
 */
export async function applyCaseRefundNews(
  ctx: Context,
  told: NewsOfCaseRefund,
): Promise<"moved" | "ignored"> {
  const events = await withTransaction(ctx.db, (tx) => writeCaseRefundNews(ctx, tx, told), { at: ctx.at });
  if (events === null) return "ignored";
  if (events.length > 0) ctx.wake("outbox");
  return "moved";
}

/** The same inside a transaction of a verb. Answers its events, or null when nothing changed. */
export async function writeCaseRefundNews(
  ctx: Context,
  tx: Tx,
  told: NewsOfCaseRefund,
): Promise<readonly DomainEvent[] | null> {
  const { caseId, refundId, cause, evidence } = told;
  const held = await lockCase(tx, caseId);
  const refunds = await listCaseRefunds(tx, caseId);
  const refund = refunds.find(({ id }) => id === refundId);
  if (held === null || refund === undefined)
    throw new AppError("not_found", "refund.not_found", "There is no such refund.");
  const others = refunds.filter(({ id }) => id !== refundId);
  const news = await withoutTwin(tx, held, refund, told.news);
  const decision = decide(held, others, refund, news, tx.at);
  if (decision.outcome === "ignored") {
    if (decision.why === "contradiction")
      ctx.log.error({ refundId, news }, "a failed refund is said to have succeeded");
    return null;
  }
  const isUnderWay = decision.steps.at(-1) === "accepted";
  await saveRefund(tx, {
    refund: decision.refund,
    failDetail: "detail" in news ? news.detail : null,
    nextTryAt: isUnderWay ? new Date(tx.at.getTime() + FIRST_ASK_MS) : null,
  });
  await appendRefundHistory(tx, {
    refundId,
    states: decision.steps,
    cause,
    evidence,
    origin: ctx.origin,
  });
  if (decision.releasedMinor > 0n) await reserveOfCase(tx, caseId, -decision.releasedMinor);
  const requestId = ctx.origin.requestId;
  for (const posting of decision.postings)
    await insertPosting(tx, { id: ctx.newId(), posting, paymentId: held.paymentId, requestId });
  await setCaseRefunded(tx, { id: caseId, isClosed: decision.isCaseClosed });
  await appendEvents(
    tx,
    decision.events.map((event) => ({ ...event, id: ctx.newId() })),
    ctx.origin,
  );
  return decision.events;
}

/** One refund in the provider's books is one in ours: an order that turns out to be recorded already was not taken. */
async function withoutTwin(
  tx: Tx,
  held: HeldCase,
  refund: CaseRefund,
  news: RefundNews,
): Promise<RefundNews> {
  if (news.kind !== "accepted" && news.kind !== "confirmed") return news;
  const twin = await findByProviderRefundId(tx, held.charge.provider, news.providerRefundId);
  if (twin === null || twin.id === refund.id) return news;
  return {
    kind: "refused",
    detail: `The provider's refund ${news.providerRefundId} is recorded as ${twin.id}.`,
  };
}
