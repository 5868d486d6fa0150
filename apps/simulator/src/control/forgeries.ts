import { formatMinor } from "../books/money.ts";
import type { Session } from "../books/sessions.ts";
import type { Transaction } from "../books/transactions.ts";
import { bankTranIdOf, valIdOf } from "../sslcommerz/identifiers.ts";
import { paymentFields } from "../sslcommerz/payment-fields.ts";
import { signFields } from "../sslcommerz/signature.ts";

/** What can be sent to the shop by hand. All but `repeat` are things a real gateway would never send. */
export const IPN_MODES = [
  "repeat",
  "forge",
  "forge_stripped",
  "missing_signature",
  "wrong_amount",
  "wrong_currency",
  "other_store",
  "other_val_id",
  "unknown_tran",
  "late_failed",
  "duplicate_keys",
  "oversized",
  "not_a_form",
] as const;
export type IpnMode = (typeof IPN_MODES)[number];

export type Letter = { readonly body: string; readonly contentType: string };

export type Subject = {
  readonly session: Session;
  /** The success if there is one, else the newest try; null when nothing was tried. */
  readonly about: Transaction | null;
  /** A successful payment of another session, for `other_val_id`. */
  readonly otherValId: string | null;
  readonly storePassword: string;
};

const FORM = "application/x-www-form-urlencoded";

/** A body above every bound that a webhook should have (256 kB). */
const OVERSIZED_BYTES = 300 * 1024;

/** An element number that no session reaches, so that made-up ids are nobody's. */
const NOBODYS_ELEMENT = 9_999;

/** Writes one notification by hand. Null when `repeat` has nothing to repeat or there is no other val_id. */
export function letterFor(mode: IpnMode, subject: Subject): Letter | null {
  const { session, about, storePassword } = subject;
  const success = successFields(session, about);
  const signed = (fields: Record<string, string>, names?: readonly string[]): Letter =>
    form(signFields(fields, storePassword, names));
  switch (mode) {
    case "repeat":
      return about === null ? null : signed(paymentFields(session, about));
    case "forge":
      return form(signFields(madeUp(session, success), "not-the-password"));
    case "forge_stripped":
      return signed(madeUp(session, success), ["base_fair"]);
    case "missing_signature":
      return form(madeUp(session, success));
    case "wrong_amount":
      return signed({ ...success, amount: tenfold(session), currency_amount: tenfold(session) });
    case "wrong_currency":
      return signed({ ...success, currency_type: "USD" });
    case "other_store":
      return signed({ ...success, store_id: "anotherstore" });
    case "other_val_id":
      return subject.otherValId === null ? null : signed({ ...success, val_id: subject.otherValId });
    case "unknown_tran":
      return signed({ ...madeUp(session, success), tran_id: `X${session.tranId.slice(1)}` });
    case "late_failed":
      return signed(lateFailure(session, success));
    case "duplicate_keys":
      return { ...signed(success), body: `${signed(success).body}&amount=1.00&status=VALID` };
    case "oversized":
      return { ...signed(success), body: `${signed(success).body}&padding=${"x".repeat(OVERSIZED_BYTES)}` };
    case "not_a_form":
      return { body: JSON.stringify(signFields(success, storePassword)), contentType: "application/json" };
  }
}

const form = (fields: Readonly<Record<string, string>>): Letter => ({
  body: new URLSearchParams(fields).toString(),
  contentType: FORM,
});

/** The true fields of the success, or what they would be if the donor had paid. */
function successFields(session: Session, about: Transaction | null): Record<string, string> {
  if (about?.status === "VALID") return paymentFields(session, about);
  return madeUp(session, {
    ...(about === null ? {} : paymentFields(session, about)),
    tran_id: session.tranId,
    tran_date: "2026-01-01 00:00:00",
    currency: "BDT",
    amount: formatMinor(session.amountMinor),
    store_id: session.storeId,
    currency_type: session.currencyType,
    currency_amount: formatMinor(session.currencyAmountMinor),
    currency_rate: "1.0000",
    base_fair: "0.00",
    value_a: session.valueA,
    value_b: session.valueB,
    value_c: session.valueC,
    value_d: session.valueD,
    error: "",
    store_amount: formatMinor(session.amountMinor),
    card_type: "BKASH-BKash",
    risk_level: "0",
    risk_title: "Safe",
  });
}

/** Ids in the right form that belong to no payment. */
const madeUp = (session: Session, fields: Record<string, string>): Record<string, string> => ({
  ...fields,
  status: "VALID",
  val_id: valIdOf("nobody", session.tranId, NOBODYS_ELEMENT),
  bank_tran_id: bankTranIdOf("nobody", session.tranId, NOBODYS_ELEMENT),
});

const tenfold = (session: Session): string => formatMinor(session.amountMinor * 10n);

/** News of an older try that failed, arriving after the success. */
function lateFailure(session: Session, success: Record<string, string>): Record<string, string> {
  const {
    val_id: _valId,
    store_amount: _storeAmount,
    risk_level: _level,
    risk_title: _title,
    ...fields
  } = success;
  return {
    ...fields,
    status: "FAILED",
    error: "Insufficient balance",
    bank_tran_id: bankTranIdOf("late", session.tranId, NOBODYS_ELEMENT),
  };
}
