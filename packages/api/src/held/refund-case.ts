import { withTransaction } from "@careforall/db/client";
import { insertCaseRefund, listCaseRefunds, lockCase, type StoredCaseRefund } from "@careforall/db/held";
import { appendRefundHistory } from "@careforall/db/refund";
import { requestCaseRefund as decide } from "@careforall/domain/held";
import { isSameMoney, type Money } from "@careforall/domain/money";
import { refundState, type RefundState } from "@careforall/domain/refund";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import { appendAudit, moneyFacts } from "../audit/index.ts";
import type { Context } from "../context/index.ts";
import {
  requireRefunds,
  refused,
  requestRefund,
  SENDER_LEAD_MS,
  zRefundWords,
} from "../refund/request-refund.ts";
import { trySending } from "../refund/send-refund.ts";
import { notFound } from "./accept-held.ts";

const zRefundCase = zRefundWords.extend({
  caseId: z.uuid(),
  /** The same key is the same refund, however often it is asked for. */
  key: z.string().min(1).max(100),
  /** Who orders it, as colleagues know them. */
  by: z.string().trim().min(1).max(100),
});

export type RefundCase = z.input<typeof zRefundCase> & { readonly money: Money };

/**
 * Orders a refund of held money and sends it. An attempt's own capture is refunded as its payment; a second success of an
 * attempt and an unknown charge are refunded as the case, with the same guards: the order is committed before the
 * provider hears of it, and the worker sends and asks under the same key. Refusals: 422 `refund.*`, 404 `held.not_found`.
 */
export async function refundCase(
  ctx: Context,
  input: RefundCase,
): Promise<{ readonly id: string; readonly state: RefundState }> {
  const { caseId, by, key, kind, reason } = zRefundCase.parse(input);
  const paymentId = await ownPayment(ctx, caseId);
  if (paymentId !== null) {
    const order = { paymentId, by, key, kind, reason, money: input.money };
    return requestRefund(ctx, { ...order, isOfCase: true });
  }
  const refund = await orderCaseRefund(ctx, input);
  await trySending(ctx, refund);
  const now = (await listCaseRefunds(ctx.db, caseId)).find(({ id }) => id === refund.id);
  return { id: refund.id, state: refundState(now ?? refund) };
}

/** The payment of which the case's money is the own capture; null for every other case. */
async function ownPayment(ctx: Context, caseId: string): Promise<string | null> {
  const where = { id: caseId };
  const found = await ctx.db.prisma.moneyException.findUnique({ where, include: { payment: true } });
  if (found === null) throw notFound();
  return found.payment?.providerPaymentId === found.providerPaymentId ? found.paymentId : null;
}

/** The order alone, without the provider: what a crash right after its commit leaves behind. */
export async function orderCaseRefund(ctx: Context, input: RefundCase): Promise<StoredCaseRefund> {
  const wish = { ...zRefundCase.parse(input), money: input.money };
  return withTransaction(
    ctx.db,
    async (tx) => {
      const held = await lockCase(tx, wish.caseId);
      if (held === null) throw notFound();
      const refunds = await listCaseRefunds(tx, wish.caseId);
      const earlier = refunds.find(({ requestKey }) => requestKey === wish.key);
      if (earlier !== undefined) return sameOrder(earlier, wish.money);
      const { provider } = held.charge;
      requireRefunds(ctx, provider);
      const { kind, reason, money } = wish;
      const decision = decide(held, refunds, { id: ctx.newId(), kind, reason, money });
      if (decision.outcome === "refused") throw refused(decision.code, decision.left);
      const { refund } = decision;
      const nextTryAt = new Date(tx.at.getTime() + SENDER_LEAD_MS);
      const { origin } = ctx;
      const order = { refund, requestKey: wish.key, orderedBy: wish.by, provider, nextTryAt, origin };
      await insertCaseRefund(tx, order);
      const refundId = refund.id;
      await appendRefundHistory(tx, {
        refundId,
        states: ["requested"],
        cause: "staff",
        evidence: null,
        origin,
      });
      await appendAudit(tx, ctx, {
        action: "refund.order",
        subject: { type: "refund", id: refundId },
        before: null,
        after: { caseId: wish.caseId, kind, ...moneyFacts(money) },
        reason,
        by: wish.by,
      });
      return { ...refund, requestKey: wish.key, requestedAt: tx.at };
    },
    { at: ctx.at },
  );
}

function sameOrder(earlier: StoredCaseRefund, money: Money): StoredCaseRefund {
  if (isSameMoney(earlier.money, money)) return earlier;
  const words = "This key belongs to another refund. Nothing was refunded now.";
  throw new AppError("unprocessable", "refund.key_reused", words);
}
