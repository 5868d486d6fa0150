import { withTransaction } from "@careforall/db/client";
import { lockPayment } from "@careforall/db/payment";
import {
  appendRefundHistory,
  findByProviderRefundId,
  insertRefund,
  listRefunds,
} from "@careforall/db/refund";
import type { Money } from "@careforall/domain/money";
import { requestRefund as decide } from "@careforall/domain/refund";
import { AppError, referenceOf } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";
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
 * and say that it belongs to this payment. Recorded once, however often and by whomever it is told.
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
  const { state, evidence } = truth;
  const refundId = await withTransaction(
    ctx.db,
    async (tx) => {
      const before = await lockPayment(tx, paymentId);
      if (before === null) throw new AppError("not_found", "payment.not_found", "There is no such payment.");
      const { provider } = before.payment;
      const known = await findByProviderRefundId(tx, provider, providerRefundId);
      if (known !== null) return known.id;
      if (before.payment.postedCaptures.length > 1) throw ambiguous();
      const feeBearer = ctx.config.fees.refundFeeBearer;
      const wish = { ...words, money: input.money, id: ctx.newId(), feeBearer };
      const decision = decide(before.payment, await listRefunds(tx, paymentId), wish);
      if (decision.outcome === "refused") throw refused(decision.code, decision.left);
      const { refund } = decision;
      const requestKey = `provider:${providerRefundId}`.slice(0, 100);
      const origin = ctx.origin;
      await insertRefund(tx, { refund, requestKey, orderedBy: null, provider, nextTryAt: null, origin });
      const refundId = refund.id;
      await appendRefundHistory(tx, { refundId, states: ["requested"], cause: "provider", evidence, origin });
      const told = { paymentId, refundId, cause: "provider", evidence } as const;
      await writeRefundNews(ctx, tx, { ...told, news: { kind: "accepted", providerRefundId } });
      const news = newsOf(state, providerRefundId);
      if (news !== null) await writeRefundNews(ctx, tx, { ...told, news });
      return refund.id;
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
  const stored = (await listRefunds(ctx.db, paymentId)).find(({ id }) => id === refundId);
  if (stored === undefined) {
    const words = "The provider's refund is recorded under another payment.";
    throw new AppError("conflict", "refund.other_payment", words);
  }
  return viewRefund(stored);
}

/**
 * The provider names the payment and not which of its charges. Taken for the gift, a second charge that went back would
 * end the gift, and could be given back once more as its case.
 */
const ambiguous = (): AppError =>
  new AppError(
    "unprocessable",
    "refund.ambiguous",
    "This payment was charged more than once, and the provider does not say which charge went back. Nothing was recorded.",
  );
