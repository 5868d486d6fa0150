import { signatureOf } from "./signature.ts";

export type Store = { readonly id: string; readonly password: string };

/**
 * The body of a notification "this payment succeeded", signed, with every field that SSLCommerz sends for one.
 * `number` makes it distinct: another `tran_id`, so another row of the inbox.
 */
export function paidNotice(store: Store, number: number): string {
  const id = String(number).padStart(10, "0");
  const fields = new Map<string, string>(Object.entries(PAID));
  fields.set("store_id", store.id);
  fields.set("tran_id", `BENCH${id}`);
  fields.set("val_id", `2611210141${id}`);
  fields.set("bank_tran_id", `2611211${id}`);
  const names = [...fields.keys()].toSorted();
  const verifySign = signatureOf(fields, names, store.password);
  fields.set("verify_sign", verifySign);
  fields.set("verify_key", names.join(","));
  return new URLSearchParams([...fields]).toString();
}

const PAID = {
  amount: "515.00",
  bank_tran_id: "",
  base_fair: "0.00",
  card_brand: "MOBILEBANKING",
  card_issuer: "BKash Mobile Banking",
  card_issuer_country: "Bangladesh",
  card_issuer_country_code: "BD",
  card_no: "",
  card_sub_brand: "Classic",
  card_type: "BKASH-BKash",
  currency: "BDT",
  currency_amount: "515.00",
  currency_rate: "1.0000",
  currency_type: "BDT",
  error: "",
  risk_level: "0",
  risk_title: "Safe",
  status: "VALID",
  store_amount: "502.13",
  store_id: "",
  tran_date: "2026-11-21 01:41:00",
  tran_id: "",
  val_id: "",
  value_a: "",
  value_b: "",
  value_c: "",
  value_d: "",
} as const;
