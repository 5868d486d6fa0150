import type { Context } from "../../packages/api/src/context/index.ts";
import { printLedger } from "../../packages/api/src/ledger/index.ts";
import { listRefunds } from "../../packages/api/src/refund/index.ts";
import { isHeld } from "../../packages/domain/src/payment/index.ts";
import { referenceOf } from "../../packages/domain/src/shared/index.ts";
import { describeCases, written } from "./describe-case.ts";

/** A payment as finance reads it: what it is, its refunds, its cases with theirs, and all their ledger, oldest first. */
export async function showPayment(ctx: Context, paymentId: string): Promise<string> {
  const payment = await ctx.db.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
  const refunds = await listRefunds(ctx, paymentId);
  const held = await describeCases(ctx, { paymentId });
  const captured =
    payment.capturedMinor === null || payment.capturedCurrency === null
      ? "not captured"
      : `captured ${written(payment.capturedMinor, payment.capturedCurrency)}`;
  const lines = [
    `payment ${referenceOf(paymentId)} of gift ${referenceOf(payment.pledgeId)}: ${captured} by ${payment.provider}`,
    ...(payment.heldAs === null
      ? []
      : [`${isHeld(payment) ? "held in suspense" : "accepted after a hold"}: ${payment.heldAs}`]),
    ...(payment.needsReviewWord === null ? [] : [`needs review: ${payment.needsReviewWord}`]),
    ...(payment.providerFeeMinor === null || payment.capturedCurrency === null
      ? []
      : [`the provider's fee: ${written(payment.providerFeeMinor, payment.capturedCurrency)}`]),
    ...(payment.settledAt === null ? [] : [`settled${dayOf(payment.settledOn)}`]),
    ...refunds.map((refund) => {
      const trouble = refund.failDetail ?? refund.lastError;
      const name = `refund ${refund.reference} ${refund.state} ${written(refund.amountMinor, refund.currency)}`;
      const fee = `; a fee of ${written(refund.lostFeeMinor, refund.currency)} is lost to the ${refund.feeBearer}`;
      const lost = refund.lostFeeMinor === "0" ? "" : fee;
      return `${name} (${refund.kind}: ${refund.reason}${lost})${trouble === null ? "" : ` - ${trouble}`}`;
    }),
    ...held.lines,
  ];
  const ledger = await printLedger(ctx.db, { paymentId, references: held.refundIds });
  return [...lines, "", ledger].join("\n").trimEnd();
}

const dayOf = (day: Date | null): string => (day === null ? "" : ` on ${day.toISOString().slice(0, 10)}`);
