import { withTransaction } from "@careforall/db/client";
import { lockPayment } from "@careforall/db/payment";
import {
  appendRefundHistory,
  insertRefund,
  listRefunds,
  listRefundsOfCharges,
  type StoredRefund,
} from "@careforall/db/refund";
import { killPoint } from "@careforall/db/kill-point";
import { isSameMoney, type Money, toDecimal } from "@careforall/domain/money";
import { isHeld } from "@careforall/domain/payment";
import { requestRefund as decide, REFUND_KINDS, type RefundRefusal } from "@careforall/domain/refund";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import { appendAudit, moneyFacts } from "../audit/index.ts";
import type { Context } from "../context/index.ts";
import { providerNamed } from "../payment/connected-provider.ts";
import { type RefundView, viewRefund } from "./refund.view.ts";
import { trySending } from "./send-refund.ts";

export const REASON_CHARACTERS_MAX = 300;
const KEY_CHARACTERS_MAX = 100;

export const zRefundWords = z.object({
  kind: z.enum(REFUND_KINDS),
  reason: z.string().trim().min(1).max(REASON_CHARACTERS_MAX),
});

const zRequestRefund = zRefundWords.extend({
  paymentId: z.uuid(),
  /** The same key is the same refund, however often it is asked for. */
  key: z.string().min(1).max(KEY_CHARACTERS_MAX),
});

export type RequestRefund = z.input<typeof zRequestRefund> & {
  readonly money: Money;
  /** Who orders it, as colleagues know them. */
  readonly by?: string;
  /** Only while the money waits in suspense: the refund is the decision about its case. */
  readonly isOfCase?: boolean;
};

/** The worker leaves a new order alone for so long: whoever made it is sending it. */
export const SENDER_LEAD_MS = 60_000;

/**
 * Orders a refund and sends it to the provider. The order is committed before the provider hears of it, so a crash in
 * between leaves an order that the worker sends under the same key. Answers the refund as it is then: `requested` when
 * the provider gave no certain answer. Refusals: 422 `refund.*`; nothing is given back then.
 */
export async function requestRefund(ctx: Context, input: RequestRefund): Promise<RefundView> {
  const refund = await orderRefund(ctx, input);
  killPoint("refund.order/committed");
  await trySending(ctx, refund);
  const now = (await listRefundsOfCharges(ctx.db, refund.paymentId)).find(({ id }) => id === refund.id);
  return viewRefund(now ?? refund);
}

/** The order alone, without the provider: what a crash right after its commit leaves behind. */
export async function orderRefund(ctx: Context, input: RequestRefund): Promise<StoredRefund> {
  const wish = { ...zRequestRefund.parse(input), money: input.money };
  return withTransaction(
    ctx.db,
    async (tx) => {
      const before = await lockPayment(tx, wish.paymentId);
      if (before === null) throw new AppError("not_found", "payment.not_found", "There is no such payment.");
      const { provider } = before.payment;
      const refunds = await listRefunds(tx, wish.paymentId);
      // An order for a capture that gave way to the gift meanwhile is not one for the gift.
      const moved = (await listRefundsOfCharges(tx, wish.paymentId)).filter(({ isMoved }) => isMoved);
      const earlier = [...refunds, ...moved].find(({ requestKey }) => requestKey === wish.key);
      if (earlier !== undefined) return sameOrder(earlier, wish);
      requireRefunds(ctx, provider);
      const { capture } = before.payment;
      if (input.isOfCase === true && (capture === null || !isHeld(capture))) throw alreadyDecided();
      const decision = decide(before.payment, refunds, {
        ...wish,
        id: ctx.newId(),
        feeBearer: ctx.config.fees.refundFeeBearer,
      });
      if (decision.outcome === "refused") throw refused(decision.code, decision.left);
      const { refund } = decision;
      const nextTryAt = new Date(tx.at.getTime() + SENDER_LEAD_MS);
      const order = { refund, requestKey: wish.key, orderedBy: input.by ?? null };
      await insertRefund(tx, { ...order, provider, nextTryAt, origin: ctx.origin });
      killPoint("refund.order/order_written");
      await appendRefundHistory(tx, {
        refundId: refund.id,
        states: ["requested"],
        cause: "staff",
        evidence: null,
        origin: ctx.origin,
      });
      await appendAudit(tx, ctx, {
        action: "refund.order",
        subject: { type: "refund", id: refund.id },
        before: null,
        after: { paymentId: wish.paymentId, kind: wish.kind, ...moneyFacts(wish.money) },
        reason: wish.reason,
        by: input.by,
      });
      return {
        ...refund,
        requestKey: wish.key,
        requestedAt: tx.at,
        failDetail: null,
        lastError: null,
        isMoved: false,
      };
    },
    { at: ctx.at },
  );
}

function sameOrder(earlier: StoredRefund, wish: Pick<RequestRefund, "money" | "kind">): StoredRefund {
  if (isSameMoney(earlier.money, wish.money) && earlier.kind === wish.kind) return earlier;
  throw new AppError(
    "unprocessable",
    "refund.key_reused",
    "This key belongs to another refund. Nothing was refunded now.",
  );
}

/** Before an order is written that nobody could send. */
export function requireRefunds(ctx: Context, name: string): void {
  if (providerNamed(ctx, name).refund === undefined) {
    throw new AppError("refused", "refund.not_supported", `${name} cannot refund. Nothing was refunded.`);
  }
}

export const alreadyDecided = (): AppError =>
  new AppError("unprocessable", "held.already_decided", "This case is decided already. Nothing has moved.");

const WORDS: Record<RefundRefusal, string> = {
  "refund.not_captured": "Nothing was captured for this payment, so there is nothing to give back.",
  "refund.zero": "A refund must be more than zero.",
  "refund.no_reason": "A refund needs a reason.",
  "refund.wrong_currency": "The payment was captured in another currency.",
  "refund.exceeds": "That is more than is left of this payment.",
};

export function refused(code: RefundRefusal, left: Money | null): AppError {
  const rest = left === null ? "" : ` ${toDecimal(left)} ${left.currency} may still be refunded.`;
  return new AppError("unprocessable", code, `${WORDS[code]} Nothing was refunded.${rest}`, {
    details: left === null ? {} : { leftMinor: `${left.amountMinor}`, currency: left.currency },
  });
}
