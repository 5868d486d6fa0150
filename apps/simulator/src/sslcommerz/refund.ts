import * as z from "zod";
import { credit, debit, MERCHANT } from "../books/accounts.ts";
import { parseMinor } from "../books/money.ts";
import { findRefund, findRefundByTransId, insertRefund, markSettled, type Refund } from "../books/refunds.ts";
import { findByBankTranId, findTransaction, releaseRefund, reserveRefund } from "../books/transactions.ts";
import { json, type Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { World } from "../world.ts";
import { toDhakaTime } from "./dhaka-time.ts";
import { refundRefIdOf } from "./identifiers.ts";

const zInitiate = z.object({
  bank_tran_id: z.string().min(1).max(80),
  refund_trans_id: z.string().min(1).max(30),
  refund_amount: z.string().min(1),
  refund_remarks: z.string().min(1).max(255),
});

/** Refund initiate. "success" means accepted; the money is back when the query says "refunded". */
export function initiateRefund(world: World, call: Call): Answer {
  const parsed = zInitiate.safeParse(Object.fromEntries(call.query));
  if (!parsed.success) {
    return failed(`missing or too long: ${parsed.error.issues.map(({ path }) => path.join(".")).join(", ")}`);
  }
  const { bank_tran_id: bankTranId, refund_trans_id: refundTransId, refund_remarks: remarks } = parsed.data;
  const amountMinor = parseMinor(parsed.data.refund_amount);
  if (amountMinor === null || amountMinor === 0n) return failed("refund_amount is not an amount");
  return world.books.transact(() => {
    const earlier = findRefundByTransId(world.books, refundTransId);
    if (earlier !== null) {
      const isSame = earlier.bankTranId === bankTranId && earlier.amountMinor === amountMinor;
      return isSame ? initiated(earlier, "processing") : failed("refund_trans_id was already used");
    }
    const payment = findByBankTranId(world.books, bankTranId);
    if (payment?.status !== "VALID") return failed("No successful payment has this bank_tran_id");
    if (!reserveRefund(world.books, payment.id, amountMinor))
      return failed("Refund amount exceeds the balance");
    return initiated(acceptRefund(world, payment.id, { refundTransId, amountMinor, remarks }), "success");
  });
}

/** Writes an accepted refund whose amount is reserved. Must run inside `transact`. */
export function acceptRefund(
  world: World,
  transactionId: number,
  wanted: { readonly refundTransId: string; readonly amountMinor: bigint; readonly remarks: string },
): Refund {
  const now = world.now();
  const refundRefId = refundRefIdOf(world.settings.storeId, wanted.refundTransId);
  const isHeld = world.faults.take("refund", ["hold"]) !== null;
  const settlesAt = isHeld ? null : now + world.settings.refundDelayMs;
  insertRefund(world.books, { ...wanted, refundRefId, transactionId, initiatedAt: now, settlesAt });
  const refund = findRefund(world.books, refundRefId);
  if (refund === null) throw new Error("a refund that was just written is not there");
  return refund;
}

export function queryRefund(world: World, call: Call): Answer {
  const refund = findRefund(world.books, call.query.get("refund_ref_id") ?? "");
  if (refund === null) return failed("No refund has this refund_ref_id");
  return json({
    APIConnect: "DONE",
    bank_tran_id: refund.bankTranId,
    tran_id: refund.tranId,
    refund_ref_id: refund.refundRefId,
    initiated_on: toDhakaTime(refund.initiatedAt),
    refunded_on:
      refund.status === "refunded" && refund.settledAt !== null ? toDhakaTime(refund.settledAt) : "",
    status: refund.status,
    errorReason: "",
  });
}

/**
 * Moves the money back to the payer, or gives up. Cancelled as well when the shop has not enough at the gateway. The
 * fee stays with the gateway. Must run inside `transact`.
 */
export function settleRefund(world: World, refund: Refund, wanted: "refunded" | "cancelled"): void {
  const { books } = world;
  if (refund.status !== "processing") return;
  const status =
    wanted === "refunded" && debit(books, MERCHANT, refund.amountMinor) ? "refunded" : "cancelled";
  markSettled(books, refund.id, status, world.now());
  if (status === "cancelled") {
    releaseRefund(books, refund.transactionId, refund.amountMinor);
    return;
  }
  const accountId = findTransaction(books, refund.transactionId)?.accountId;
  if (accountId === null || accountId === undefined)
    throw new Error("a refund must belong to a payment that had a payer");
  credit(books, accountId, refund.amountMinor);
}

function initiated(refund: Refund, status: "success" | "processing"): Answer {
  return json({
    APIConnect: "DONE",
    bank_tran_id: refund.bankTranId,
    trans_id: refund.tranId,
    refund_ref_id: refund.refundRefId,
    status,
    errorReason: "",
  });
}

const failed = (errorReason: string): Answer => json({ APIConnect: "DONE", status: "failed", errorReason });
