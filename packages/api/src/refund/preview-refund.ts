import { withTransaction } from "@careforall/db/client";
import { lockPayment } from "@careforall/db/payment";
import { listRefunds } from "@careforall/db/refund";
import type { Money } from "@careforall/domain/money";
import { type Refund, requestRefund as decide } from "@careforall/domain/refund";
import { AppError } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import { type RequestRefund, refused } from "./request-refund.ts";

/** What an order would take and from whom. `providerFee` is null while the provider has told none. */
export type RefundPreview = Pick<Refund, "money" | "split" | "feeBearer" | "lostFeeMinor"> & {
  readonly providerFee: Money | null;
};

/** Decides an order of a refund and writes nothing: who would bear what. Refusals are those of the order. */
export const previewRefund = (
  ctx: Context,
  input: Pick<RequestRefund, "paymentId" | "money" | "kind" | "reason">,
): Promise<RefundPreview> =>
  withTransaction(
    ctx.db,
    async (tx) => {
      const before = await lockPayment(tx, input.paymentId);
      if (before === null) throw new AppError("not_found", "payment.not_found", "There is no such payment.");
      const { money, kind, reason } = input;
      const wish = { id: ctx.newId(), money, kind, reason, feeBearer: ctx.config.fees.refundFeeBearer };
      const decision = decide(before.payment, await listRefunds(tx, input.paymentId), wish);
      if (decision.outcome === "refused") throw refused(decision.code, decision.left);
      return { ...decision.refund, providerFee: before.payment.capture?.fee ?? null };
    },
    { at: ctx.at },
  );
