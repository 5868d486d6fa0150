import * as z from "zod";
import { findRefund, findRefundByTransId, type Refund } from "../books/refunds.ts";
import { findSession } from "../books/sessions.ts";
import { listOfSession, reserveRefund } from "../books/transactions.ts";
import { json, type Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { HttpError } from "../http/http-error.ts";
import { acceptRefund, settleRefund } from "../sslcommerz/refund.ts";
import type { World } from "../world.ts";
import { readInput, zPositiveMinor, zTranId } from "./input.ts";

const zSettle = z.strictObject({
  /** The gateway's id of the refund, or the shop's. */
  refund: z.string().min(1).max(50),
  outcome: z.enum(["refunded", "cancelled"]),
});

/** Decides a refund that is processing. */
export async function settleRefundByControl(world: World, call: Call): Promise<Answer> {
  const input = await readInput(call, zSettle);
  const find = (): Refund | null =>
    findRefund(world.books, input.refund) ?? findRefundByTransId(world.books, input.refund);
  return world.books.transact(() => {
    const refund = find();
    if (refund === null) throw new HttpError(404, "no_refund", `There is no refund ${input.refund}.`);
    if (refund.status !== "processing") {
      throw new HttpError(409, "refund_settled", `This refund is ${refund.status}.`);
    }
    settleRefund(world, refund, input.outcome);
    return json({ refund: find() });
  });
}

const zDashboard = z.strictObject({
  tranId: zTranId,
  amountMinor: zPositiveMinor,
  refundTransId: z.string().min(1).max(30),
  /** Of which success, where there are several; the first unless said. */
  bankTranId: z.string().min(1).max(80).optional(),
});

/** A refund that somebody started in the gateway's own dashboard, without the shop. */
export async function refundFromDashboard(world: World, call: Call): Promise<Answer> {
  const { tranId, amountMinor, refundTransId, bankTranId } = await readInput(call, zDashboard);
  return world.books.transact(() => {
    const session = findSession(world.books, tranId);
    const tries = session === null ? [] : listOfSession(world.books, session.id);
    const payment = tries.find(
      (one) => one.status === "VALID" && (bankTranId === undefined || one.bankTranId === bankTranId),
    );
    if (payment === undefined) throw new HttpError(404, "not_paid", `Nothing was paid for ${tranId}.`);
    if (findRefundByTransId(world.books, refundTransId) !== null) {
      throw new HttpError(409, "refund_trans_id_used", "This refund_trans_id was already used.");
    }
    if (!reserveRefund(world.books, payment.id, amountMinor)) {
      throw new HttpError(409, "refund_too_large", "So much is not left of this payment.");
    }
    const remarks = "Started in the dashboard";
    return json({ refund: acceptRefund(world, payment.id, { refundTransId, amountMinor, remarks }) });
  });
}
