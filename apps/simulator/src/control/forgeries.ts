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

type Write = (subject: Subject) => Letter | null;

const LETTERS: Readonly<Record<IpnMode, Write>> = {
  repeat: (subject) => {
    const { session, about } = subject;
    return about === null ? null : signed(subject, paymentFields(session, about));
  },
  forge: (subject) => form(signFields(madeUpOf(subject), "not-the-password")),
  forge_stripped: (subject) => form(signFields(madeUpOf(subject), subject.storePassword, ["base_fair"])),
  missing_signature: (subject) => form(madeUpOf(subject)),
  wrong_amount: (subject) => {
    const amount = formatMinor(subject.session.amountMinor * 10n);
    return signed(subject, { ...successFields(subject), amount, currency_amount: amount });
  },
  wrong_currency: (subject) => signed(subject, { ...successFields(subject), currency_type: "USD" }),
  other_store: (subject) => signed(subject, { ...successFields(subject), store_id: "anotherstore" }),
  other_val_id: (subject) => {
    const { otherValId } = subject;
    return otherValId === null ? null : signed(subject, { ...successFields(subject), val_id: otherValId });
  },
  unknown_tran: (subject) =>
    signed(subject, { ...madeUpOf(subject), tran_id: `X${subject.session.tranId.slice(1)}` }),
  late_failed: (subject) => signed(subject, lateFailure(subject)),
  duplicate_keys: (subject) => withMore(subject, "amount=1.00&status=VALID"),
  oversized: (subject) => withMore(subject, `padding=${"x".repeat(OVERSIZED_BYTES)}`),
  not_a_form: (subject) => ({
    body: JSON.stringify(signFields(successFields(subject), subject.storePassword)),
    contentType: "application/json",
  }),
};

/** Writes one notification by hand. Null when `repeat` has nothing to repeat or there is no other val_id. */
export const letterFor = (mode: IpnMode, subject: Subject): Letter | null => LETTERS[mode](subject);

const signed = (subject: Subject, fields: Readonly<Record<string, string>>): Letter =>
  form(signFields(fields, subject.storePassword));

/** The true notification with something appended to it. */
function withMore(subject: Subject, more: string): Letter {
  const letter = signed(subject, successFields(subject));
  return { ...letter, body: `${letter.body}&${more}` };
}

const form = (fields: Readonly<Record<string, string>>): Letter => ({
  body: new URLSearchParams(fields).toString(),
  contentType: FORM,
});

/** The true fields of the success, or what they would be if the donor had paid. */
function successFields({ session, about }: Subject): Record<string, string> {
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

const madeUpOf = (subject: Subject): Record<string, string> =>
  madeUp(subject.session, successFields(subject));

/** News of an older try that failed, arriving after the success. */
function lateFailure(subject: Subject): Record<string, string> {
  const {
    val_id: _valId,
    store_amount: _storeAmount,
    risk_level: _level,
    risk_title: _title,
    ...fields
  } = successFields(subject);
  return {
    ...fields,
    status: "FAILED",
    error: "Insufficient balance",
    bank_tran_id: bankTranIdOf("late", subject.session.tranId, NOBODYS_ELEMENT),
  };
}
