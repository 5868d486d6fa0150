import * as z from "zod";
import { isGatewayCurrency, parseMinor, toTaka, type GatewayCurrency } from "../books/money.ts";

/** The gateway's own limits, in taka after conversion: 10.00 to 500,000.00. */
const AMOUNT_MINOR_MIN = 1_000n;
const AMOUNT_MINOR_MAX = 50_000_000n;

export const TRAN_ID_CHARACTERS_MAX = 30;

/** Fields are counted in characters, as people count, not in UTF-16 units. */
const isWithin = (text: string, max: number): boolean => text.length <= max || Array.from(text).length <= max;

const zLimited = (max: number) =>
  z.string().refine((text) => isWithin(text, max), `longer than ${max} characters`);
const zRequired = (max: number) =>
  z
    .string("missing")
    .refine((text) => text.trim() !== "", "empty")
    .refine((text) => isWithin(text, max), `longer than ${max} characters`);
const zOptional = (max: number) =>
  zLimited(max)
    .optional()
    .transform((text) => text ?? "");

const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text);
const zAddress = zRequired(255).refine(isWebAddress, "not a web address");

/** Required fields and limits of session initiate v4; names as on the wire. */
const zFields = z.object({
  total_amount: zRequired(11).transform((text, ctx) => {
    const minor = parseMinor(text);
    if (minor !== null) return minor;
    ctx.addIssue({ code: "custom", message: "not a decimal with at most two places" });
    return z.NEVER;
  }),
  currency: zRequired(3).transform((text, ctx): GatewayCurrency => {
    if (isGatewayCurrency(text)) return text;
    ctx.addIssue({ code: "custom", message: "not a currency of this store" });
    return z.NEVER;
  }),
  tran_id: zRequired(TRAN_ID_CHARACTERS_MAX).refine(
    (text) => /^[\x21-\x7e]*$/.test(text),
    "not plain characters",
  ),
  product_category: zRequired(50),
  success_url: zAddress,
  fail_url: zAddress,
  cancel_url: zAddress,
  ipn_url: zLimited(255)
    .refine((text) => text === "" || isWebAddress(text), "not a web address")
    .default(""),
  cus_name: zRequired(50),
  cus_email: zRequired(50).refine((text) => /^[^\s@]+@[^\s@]+$/.test(text), "not an e-mail address"),
  cus_add1: zRequired(50),
  cus_city: zRequired(50),
  cus_postcode: zRequired(30),
  cus_country: zRequired(50),
  cus_phone: zRequired(20),
  shipping_method: z.enum(["YES", "NO", "Courier", "SSLCOMMERZ_LOGISTIC"], "not a known method"),
  num_of_item: z.string("missing").regex(/^\d{1,6}$/, "not a whole number"),
  product_name: zRequired(255),
  product_profile: z.enum(
    [
      "general",
      "physical-goods",
      "non-physical-goods",
      "airline-tickets",
      "travel-vertical",
      "telecom-vertical",
    ],
    "not a known profile",
  ),
  multi_card_name: zOptional(30),
  value_a: zOptional(255),
  value_b: zOptional(255),
  value_c: zOptional(255),
  value_d: zOptional(255),
});

/** Needed as soon as something is shipped. */
const SHIPPING_FIELDS = ["ship_name", "ship_add1", "ship_city", "ship_postcode", "ship_country"] as const;

export type InitRequest = {
  readonly tranId: string;
  readonly amountMinor: bigint;
  readonly currency: GatewayCurrency;
  readonly currencyAmountMinor: bigint;
  readonly successUrl: string;
  readonly failUrl: string;
  readonly cancelUrl: string;
  readonly ipnUrl: string;
  readonly multiCardName: string;
  readonly productName: string;
  readonly payerName: string;
  readonly valueA: string;
  readonly valueB: string;
  readonly valueC: string;
  readonly valueD: string;
};

/** The request, or the reason for which the gateway refuses it: every bad field by name. */
export function readInitRequest(
  form: ReadonlyMap<string, string>,
): InitRequest | { readonly failedReason: string } {
  const parsed = zFields.safeParse(Object.fromEntries(form));
  const faults = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `'${path.join(".")}' is ${message}`);
  if (form.get("shipping_method") === "YES") {
    faults.push(
      ...SHIPPING_FIELDS.filter((name) => !form.get(name)?.trim()).map((name) => `'${name}' is missing`),
    );
  }
  if (!parsed.success || faults.length > 0)
    return { failedReason: `Invalid Information! ${faults.join(", ")}` };
  const fields = parsed.data;
  const amountMinor = toTaka(fields.total_amount, fields.currency);
  if (amountMinor < AMOUNT_MINOR_MIN || amountMinor > AMOUNT_MINOR_MAX) {
    return { failedReason: "Invalid Information! 'total_amount' is not between 10.00 and 500000.00 BDT" };
  }
  return {
    tranId: fields.tran_id,
    amountMinor,
    currency: fields.currency,
    currencyAmountMinor: fields.total_amount,
    successUrl: fields.success_url,
    failUrl: fields.fail_url,
    cancelUrl: fields.cancel_url,
    ipnUrl: fields.ipn_url,
    multiCardName: fields.multi_card_name,
    productName: fields.product_name,
    payerName: fields.cus_name,
    valueA: fields.value_a,
    valueB: fields.value_b,
    valueC: fields.value_c,
    valueD: fields.value_d,
  };
}
