import * as z from "zod";
import type { Books } from "./open-books.ts";
import { zMinor, zText, zWhole } from "./row.ts";

export const SESSION_STATUSES = ["open", "paid", "failed", "cancelled", "unattempted", "expired"] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

const zSession = z.object({
  id: zWhole,
  sessionKey: zText,
  storeId: zText,
  tranId: zText,
  status: z.enum(SESSION_STATUSES),
  /** In taka: what the payer is asked for. */
  amountMinor: zMinor,
  currencyType: zText,
  /** In `currencyType`: what the shop asked for. */
  currencyAmountMinor: zMinor,
  successUrl: zText,
  failUrl: zText,
  cancelUrl: zText,
  /** Empty when the shop gave none. */
  ipnUrl: zText,
  /** Comma list of the ways to pay that the shop allowed. */
  methods: zText,
  productName: zText,
  payerName: zText,
  valueA: zText,
  valueB: zText,
  valueC: zText,
  valueD: zText,
  createdAt: zWhole,
  expiresAt: zWhole,
});

export type Session = z.output<typeof zSession>;

const COLUMNS = `id, session_key as sessionKey, store_id as storeId, tran_id as tranId, status,
  amount_minor as amountMinor, currency_type as currencyType, currency_amount_minor as currencyAmountMinor,
  success_url as successUrl, fail_url as failUrl, cancel_url as cancelUrl, ipn_url as ipnUrl, methods,
  product_name as productName, payer_name as payerName, value_a as valueA, value_b as valueB, value_c as valueC,
  value_d as valueD, created_at as createdAt, expires_at as expiresAt`;

/** False when the tran_id was used before. */
export function insertSession(books: Books, session: Omit<Session, "id">): boolean {
  return (
    books.run(
      `insert into session (session_key, store_id, tran_id, status, amount_minor, currency_type, currency_amount_minor,
         success_url, fail_url, cancel_url, ipn_url, methods, product_name, payer_name, value_a, value_b, value_c,
         value_d, created_at, expires_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (tran_id) do nothing`,
      session.sessionKey,
      session.storeId,
      session.tranId,
      session.status,
      session.amountMinor,
      session.currencyType,
      session.currencyAmountMinor,
      session.successUrl,
      session.failUrl,
      session.cancelUrl,
      session.ipnUrl,
      session.methods,
      session.productName,
      session.payerName,
      session.valueA,
      session.valueB,
      session.valueC,
      session.valueD,
      session.createdAt,
      session.expiresAt,
    ) === 1
  );
}

export const findSession = (books: Books, tranId: string): Session | null =>
  books.find(zSession, `select ${COLUMNS} from session where tran_id = ?`, tranId);

export const findSessionByKey = (books: Books, sessionKey: string): Session | null =>
  books.find(zSession, `select ${COLUMNS} from session where session_key = ?`, sessionKey);

export const listOverdueSessions = (books: Books, now: number, limit: number): Session[] =>
  books.list(
    zSession,
    `select ${COLUMNS} from session where status = 'open' and expires_at <= ? order by expires_at limit ?`,
    now,
    limit,
  );

/** In the order they were opened, after a given one. */
export const listSessions = (books: Books, after: number, limit: number): Session[] =>
  books.list(zSession, `select ${COLUMNS} from session where id > ? order by id limit ?`, after, limit);

export const listNewestSessions = (books: Books, limit: number): Session[] =>
  books.list(zSession, `select ${COLUMNS} from session order by id desc limit ?`, limit);

export function setSessionStatus(books: Books, id: number, status: SessionStatus): void {
  books.run("update session set status = ? where id = ?", status, id);
}
