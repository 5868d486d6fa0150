import * as z from "zod";
import { METHODS } from "../sslcommerz/methods.ts";
import { isGatewayCurrency, type GatewayCurrency } from "./money.ts";
import type { Books } from "./open-books.ts";
import { zMaybeText, zMaybeWhole, zMinor, zText, zWhole } from "./row.ts";

export const TRANSACTION_STATUSES = ["VALID", "FAILED", "CANCELLED", "UNATTEMPTED", "EXPIRED"] as const;
export type TransactionStatus = (typeof TRANSACTION_STATUSES)[number];

const zTransaction = z.object({
  id: zWhole,
  sessionId: zWhole,
  tranId: zText,
  /** Counts the tries of one session, from 1. */
  element: zWhole,
  origin: z.enum(["page", "charge"]),
  status: z.enum(TRANSACTION_STATUSES),
  valId: zMaybeText,
  bankTranId: zMaybeText,
  accountId: zMaybeText,
  method: z.enum(METHODS).nullable(),
  /** In taka: what was taken from the payer. */
  amountMinor: zMinor,
  feeMinor: zMinor,
  currencyType: z.string().refine((code): code is GatewayCurrency => isGatewayCurrency(code)),
  currencyAmountMinor: zMinor,
  /** Asked back and not refused: processing and refunded together. */
  refundingMinor: zMinor,
  riskLevel: zWhole,
  error: zText,
  tranAt: zWhole,
  /** When the shop first asked whether it is valid. */
  validatedAt: zMaybeWhole,
});

export type Transaction = z.output<typeof zTransaction>;
export type NewTransaction = Omit<Transaction, "id" | "tranId" | "refundingMinor" | "validatedAt">;

const SELECT = `select t.id, t.session_id as sessionId, s.tran_id as tranId, t.element, t.origin, t.status,
  t.val_id as valId, t.bank_tran_id as bankTranId, t.account_id as accountId, t.method, t.amount_minor as amountMinor,
  t.fee_minor as feeMinor, t.currency_type as currencyType, t.currency_amount_minor as currencyAmountMinor,
  t.refunding_minor as refundingMinor, t.risk_level as riskLevel, t.error, t.tran_at as tranAt,
  t.validated_at as validatedAt
  from gateway_transaction t join session s on s.id = t.session_id`;

/** Must run inside `transact`. */
export function insertTransaction(books: Books, made: NewTransaction): Transaction {
  books.run(
    `insert into gateway_transaction (session_id, element, origin, status, val_id, bank_tran_id, account_id, method,
       amount_minor, fee_minor, currency_type, currency_amount_minor, risk_level, error, tran_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    made.sessionId,
    made.element,
    made.origin,
    made.status,
    made.valId,
    made.bankTranId,
    made.accountId,
    made.method,
    made.amountMinor,
    made.feeMinor,
    made.currencyType,
    made.currencyAmountMinor,
    made.riskLevel,
    made.error,
    made.tranAt,
  );
  const kept = books.find(
    zTransaction,
    `${SELECT} where t.session_id = ? and t.element = ?`,
    made.sessionId,
    made.element,
  );
  if (kept === null) throw new Error("a transaction that was just written is not there");
  return kept;
}

export const listOfSession = (books: Books, sessionId: number): Transaction[] =>
  books.list(zTransaction, `${SELECT} where t.session_id = ? order by t.element`, sessionId);

export const findByValId = (books: Books, valId: string): Transaction | null =>
  books.find(zTransaction, `${SELECT} where t.val_id = ?`, valId);

export const findByBankTranId = (books: Books, bankTranId: string): Transaction | null =>
  books.find(zTransaction, `${SELECT} where t.bank_tran_id = ?`, bankTranId);

export const findTransaction = (books: Books, id: number): Transaction | null =>
  books.find(zTransaction, `${SELECT} where t.id = ?`, id);

/** In the order they happened, after a given one. */
export const listTransactions = (books: Books, after: number, limit: number): Transaction[] =>
  books.list(zTransaction, `${SELECT} where t.id > ? order by t.id limit ?`, after, limit);

/** By when they happened, oldest first; `from` and `to` (milliseconds since 1970) are both inside. */
export const listTransactionsWithin = (
  books: Books,
  time: { readonly from: number; readonly to: number },
  limit: number,
): Transaction[] =>
  books.list(
    zTransaction,
    `${SELECT} where t.tran_at between ? and ? order by t.tran_at, t.id limit ?`,
    time.from,
    time.to,
    limit,
  );

/** The last that happened, newest first. */
export const listNewestTransactions = (books: Books, limit: number): Transaction[] =>
  books.list(zTransaction, `${SELECT} order by t.tran_at desc, t.id desc limit ?`, limit);

/** True for the one caller who asked first. */
export const markValidated = (books: Books, id: number, at: number): boolean =>
  books.run(
    "update gateway_transaction set validated_at = ? where id = ? and validated_at is null",
    at,
    id,
  ) === 1;

/** Sets part of a payment aside to be given back; false when so much is not left. Must run inside `transact`. */
export const reserveRefund = (books: Books, id: number, amountMinor: bigint): boolean =>
  books.run(
    `update gateway_transaction set refunding_minor = refunding_minor + ?1
     where id = ?2 and status = 'VALID' and refunding_minor + ?1 <= amount_minor`,
    amountMinor,
    id,
  ) === 1;

export function releaseRefund(books: Books, id: number, amountMinor: bigint): void {
  books.run(
    "update gateway_transaction set refunding_minor = refunding_minor - ? where id = ?",
    amountMinor,
    id,
  );
}
