import * as z from "zod";
import type { Books } from "./open-books.ts";
import { zMaybeWhole, zMinor, zText, zWhole } from "./row.ts";

export const REFUND_STATUSES = ["processing", "refunded", "cancelled"] as const;

const zRefund = z.object({
  id: zWhole,
  refundRefId: zText,
  refundTransId: zText,
  transactionId: zWhole,
  tranId: zText,
  bankTranId: zText,
  amountMinor: zMinor,
  status: z.enum(REFUND_STATUSES),
  remarks: zText,
  initiatedAt: zWhole,
  /** Null: waits until the control API decides. */
  settlesAt: zMaybeWhole,
  settledAt: zMaybeWhole,
});

export type Refund = z.output<typeof zRefund>;
export type NewRefund = Pick<
  Refund,
  "refundRefId" | "refundTransId" | "transactionId" | "amountMinor" | "remarks" | "initiatedAt" | "settlesAt"
>;

const SELECT = `select r.id, r.refund_ref_id as refundRefId, r.refund_trans_id as refundTransId,
  r.transaction_id as transactionId, s.tran_id as tranId, t.bank_tran_id as bankTranId, r.amount_minor as amountMinor,
  r.status, r.remarks, r.initiated_at as initiatedAt, r.settles_at as settlesAt, r.settled_at as settledAt
  from refund r join gateway_transaction t on t.id = r.transaction_id join session s on s.id = t.session_id`;

export function insertRefund(books: Books, refund: NewRefund): void {
  books.run(
    `insert into refund (refund_ref_id, refund_trans_id, transaction_id, amount_minor, status, remarks, initiated_at,
       settles_at) values (?, ?, ?, ?, 'processing', ?, ?, ?)`,
    refund.refundRefId,
    refund.refundTransId,
    refund.transactionId,
    refund.amountMinor,
    refund.remarks,
    refund.initiatedAt,
    refund.settlesAt,
  );
}

export const findRefund = (books: Books, refundRefId: string): Refund | null =>
  books.find(zRefund, `${SELECT} where r.refund_ref_id = ?`, refundRefId);

export const findRefundByTransId = (books: Books, refundTransId: string): Refund | null =>
  books.find(zRefund, `${SELECT} where r.refund_trans_id = ?`, refundTransId);

export const listDueRefunds = (books: Books, now: number, limit: number): Refund[] =>
  books.list(
    zRefund,
    `${SELECT} where r.status = 'processing' and r.settles_at <= ? order by r.settles_at limit ?`,
    now,
    limit,
  );

export const listRefunds = (books: Books, after: number, limit: number): Refund[] =>
  books.list(zRefund, `${SELECT} where r.id > ? order by r.id limit ?`, after, limit);

/** True for the one caller who settled it. */
export const markSettled = (
  books: Books,
  id: number,
  status: "refunded" | "cancelled",
  at: number,
): boolean =>
  books.run(
    "update refund set status = ?, settled_at = ? where id = ? and status = 'processing'",
    status,
    at,
    id,
  ) === 1;
