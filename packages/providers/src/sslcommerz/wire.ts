import * as z from "zod";

/**
 * SSLCommerz's JSON as zod, field names as on the wire (https://developer.sslcommerz.com/doc/v4/). Unknown fields
 * are dropped and almost every known one may be missing: what matters is refused by name where it is needed.
 * PHP writes numbers where strings are documented; `String` of a parsed number is exact up to 15 digits.
 */
const zText = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((text) => text ?? "");

export const zCheckoutAnswer = z.object({
  status: z.string(),
  failedreason: zText,
  sessionkey: zText,
  GatewayPageURL: zText,
});

/** One gateway transaction: the answer of the Order Validation API, or one element of a transaction query. */
const zTransaction = z.object({
  status: zText,
  tran_id: zText,
  val_id: zText,
  bank_tran_id: zText,
  /** What the gateway holds for us, in `currency`, which is BDT. */
  amount: zText,
  currency: zText,
  /** What the gateway leaves to the shop of `amount`, after its fee; in the same currency. */
  store_amount: zText,
  /** What we asked for. */
  currency_amount: zText,
  currency_type: zText,
  /** `YYYY-MM-DD hh:mm:ss` without a zone. */
  tran_date: zText,
  risk_level: zText,
  error: zText,
});

export const zValidationAnswer = zTransaction.extend({ APIConnect: zText });

export const zQueryAnswer = z.object({
  APIConnect: zText,
  no_of_trans_found: zText,
  element: z
    .array(zTransaction)
    .nullish()
    .transform((elements) => elements ?? []),
});

/** Of a refund's order and of the question about it. */
export const zRefundAnswer = z.object({
  APIConnect: zText,
  status: zText,
  tran_id: zText,
  /** Of the payment that goes back: one per charge, where `tran_id` is one per attempt. */
  bank_tran_id: zText,
  refund_ref_id: zText,
  errorReason: zText,
});

export type CheckoutAnswerWire = z.output<typeof zCheckoutAnswer>;
export type TransactionWire = z.output<typeof zTransaction>;
export type ValidationWire = z.output<typeof zValidationAnswer>;
export type QueryWire = z.output<typeof zQueryAnswer>;
export type RefundWire = z.output<typeof zRefundAnswer>;
