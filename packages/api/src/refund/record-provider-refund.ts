import { type Tx, withTransaction } from "@careforall/db/client";
import { insertCaseRefund, listCaseRefunds, lockOtherCases } from "@careforall/db/held";
import { lockPayment } from "@careforall/db/payment";
import {
  appendRefundHistory,
  findByProviderRefundId,
  insertRefund,
  listRefunds,
  listRefundsOfCharges,
} from "@careforall/db/refund";
import { type HeldCase, refundedCharge, requestCaseRefund } from "@careforall/domain/held";
import type { Money } from "@careforall/domain/money";
import type { Payment, RefundTruth } from "@careforall/domain/payment";
import { type RefundNews, type RefundWish, requestRefund as decide } from "@careforall/domain/refund";
import { AppError, referenceOf } from "@careforall/domain/shared";
import * as z from "zod";
import { appendAudit, moneyFacts } from "../audit/index.ts";
import type { Context } from "../context/index.ts";
import { writeCaseRefundNews } from "../held/apply-case-refund-news.ts";
import { providerNamed } from "../payment/connected-provider.ts";
import { writeRefundNews } from "./apply-refund-news.ts";
import { type RefundView, viewRefund } from "./refund.view.ts";
import { refused, zRefundWords } from "./request-refund.ts";
import { newsOf } from "./send-refund.ts";

const zRecordRefund = zRefundWords.extend({
  paymentId: z.uuid(),
  providerRefundId: z.string().min(1).max(100),
});

export type RecordRefund = z.input<typeof zRecordRefund> & {
  /** SSLCommerz does not say how much a refund is, so whoever saw it says so. */
  readonly money: Money;
};

/**
 * Records a refund that was made in the provider's own books, without an order of ours. The provider's API must know it
 * and say that it belongs to this payment. Of several charges it is the one that the provider names by the bank's
 * reference: the payment's own, or one that waits in a case. Recorded once, however often and by whomever it is told.
 * Refusals: 422 `refund.*`; nothing is recorded then.
 */
export async function recordProviderRefund(ctx: Context, input: RecordRefund): Promise<RefundView> {
  const { paymentId, providerRefundId, ...words } = zRecordRefund.parse(input);
  const payment = await ctx.db.prisma.payment.findUnique({ where: { id: paymentId } });
  if (payment === null) throw new AppError("not_found", "payment.not_found", "There is no such payment.");
  const truth = await providerNamed(ctx, payment.provider).askRefund?.({ providerRefundId });
  if (truth === undefined || truth.state === "unknown" || truth.paymentReference !== referenceOf(paymentId)) {
    const words = "The provider knows no such refund of this payment. Nothing was recorded.";
    throw new AppError("unprocessable", "refund.unknown_to_provider", words);
  }
  const refundId = await withTransaction(
    ctx.db,
    async (tx) => {
      const before = await lockPayment(tx, paymentId);
      if (before === null) throw new AppError("not_found", "payment.not_found", "There is no such payment.");
      const known = await findByProviderRefundId(tx, before.payment.provider, providerRefundId);
      if (known !== null) return known.id;
      const others = await lockOtherCases(tx, paymentId);
      const found = refundedCharge(before.payment, others, truth.bankReference);
      if (found.of === "nobody_knows") throw unsure(found.code);
      const wish = { ...words, id: ctx.newId(), money: input.money };
      const seen = { wish, providerRefundId, truth };
      const id =
        found.of === "case"
          ? await ofCase(ctx, tx, found.held, seen)
          : await ofPayment(ctx, tx, before.payment, seen);
      await appendAudit(tx, ctx, {
        action: "refund.record",
        subject: { type: "refund", id },
        before: null,
        after: { paymentId, providerRefundId, of: found.of, kind: words.kind, ...moneyFacts(input.money) },
        reason: words.reason,
      });
      return id;
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
  const stored = (await listRefundsOfCharges(ctx.db, paymentId)).find(({ id }) => id === refundId);
  if (stored === undefined) {
    const words = "The provider's refund is recorded under another payment.";
    throw new AppError("conflict", "refund.other_payment", words);
  }
  return viewRefund(stored);
}

type Seen = {
  readonly wish: Omit<RefundWish, "feeBearer">;
  readonly providerRefundId: string;
  readonly truth: RefundTruth;
};

/** Of the attempt's own capture: the gift, or held money that stands for the attempt. */
async function ofPayment(ctx: Context, tx: Tx, payment: Payment, seen: Seen): Promise<string> {
  const { wish, truth } = seen;
  const paymentId = payment.id;
  const feeBearer = ctx.config.fees.refundFeeBearer;
  const decision = decide(payment, await listRefunds(tx, paymentId), { ...wish, feeBearer });
  if (decision.outcome === "refused") throw refused(decision.code, decision.left);
  const { refund } = decision;
  await insertRefund(tx, { ...begin(ctx), refund, provider: payment.provider, requestKey: keyOf(seen) });
  await noteRequested(ctx, tx, seen);
  for (const news of newsIn(seen)) {
    const told = { paymentId, refundId: refund.id, cause: "provider", evidence: truth.evidence } as const;
    await writeRefundNews(ctx, tx, { ...told, news });
  }
  return refund.id;
}

/** Of another charge of the attempt, which waits in a case of its own. */
async function ofCase(ctx: Context, tx: Tx, held: HeldCase, seen: Seen): Promise<string> {
  const { wish, truth } = seen;
  const decision = requestCaseRefund(held, await listCaseRefunds(tx, held.id), wish);
  if (decision.outcome === "refused") throw refused(decision.code, decision.left);
  const { refund } = decision;
  const { provider } = held.charge;
  await insertCaseRefund(tx, { ...begin(ctx), refund, provider, requestKey: keyOf(seen) });
  await noteRequested(ctx, tx, seen);
  for (const news of newsIn(seen)) {
    const told = {
      caseId: held.id,
      refundId: refund.id,
      cause: "provider",
      evidence: truth.evidence,
    } as const;
    await writeCaseRefundNews(ctx, tx, { ...told, news });
  }
  return refund.id;
}

/** Nobody of ours ordered it, and nothing is to be sent. */
const begin = ({ origin }: Context) => ({ orderedBy: null, nextTryAt: null, origin });

const keyOf = ({ providerRefundId }: Seen): string => `provider:${providerRefundId}`.slice(0, 100);

const noteRequested = ({ origin }: Context, tx: Tx, { wish, truth: { evidence } }: Seen): Promise<void> =>
  appendRefundHistory(tx, { refundId: wish.id, states: ["requested"], cause: "provider", evidence, origin });

function newsIn({ providerRefundId, truth: { state } }: Seen): readonly RefundNews[] {
  const news = newsOf(state, providerRefundId);
  return [{ kind: "accepted", providerRefundId }, ...(news === null ? [] : [news])];
}

/**
 * Taken for the gift, another charge that went back would end the gift, and could be given back once more as its case.
 */
function unsure(code: "refund.ambiguous" | "refund.unknown_charge"): AppError {
  const words = {
    "refund.ambiguous":
      "This payment was charged more than once, and the provider does not say which charge went back. Nothing was recorded.",
    "refund.unknown_charge":
      "The provider names a charge of this payment that our books do not have. Ask about the payment first; nothing was recorded.",
  };
  return new AppError("unprocessable", code, words[code]);
}
