import { toDecimal } from "@careforall/domain/money";
import type { CheckoutAnswer, CheckoutRequest, PaymentMethod } from "@careforall/domain/payment";
import { assert } from "@careforall/domain/shared";
import { cleanText } from "./clean-text.ts";
import type { Gateway } from "./gateway.ts";
import { outage } from "./outage.ts";
import { TRAN_ID_CHARACTERS_MAX, type SslcommerzSettings } from "./settings.ts";
import type { CheckoutAnswerWire } from "./wire.ts";

/** `multi_card_name` (at most 30 characters): which gateways the page offers. Rocket is run by Dutch-Bangla Bank. */
export const GATEWAY_NAMES = {
  bkash: "bkash",
  nagad: "nagad",
  rocket: "dbblmobilebanking",
  upay: "upay",
  card: "visacard,mastercard,amexcard",
} as const satisfies Record<PaymentMethod, string>;

const NAME_CHARACTERS_MAX = 50;
const EMAIL_CHARACTERS_MAX = 50;
const PRODUCT_NAME_CHARACTERS_MAX = 255;
const URL_CHARACTERS_MAX = 255;
const REASON_CHARACTERS_MAX = 255;

/** Required by the gateway, unknown to us. None of them may belong to a real person. */
const UNKNOWN_PAYER = {
  cus_add1: "N/A",
  cus_city: "Dhaka",
  cus_postcode: "1000",
  cus_country: "Bangladesh",
  cus_phone: "N/A",
};
const ANONYMOUS_NAME = "Anonymous";
/** Stands in for an address that does not fit: half an address may be someone else's. RFC 2606 keeps it empty. */
const NO_EMAIL = "donor@example.com";

export async function startCheckout(
  gateway: Gateway,
  settings: Pick<SslcommerzSettings, "apiUrl" | "storePassword">,
  request: CheckoutRequest,
): Promise<CheckoutAnswer> {
  if (request.amount.currency !== "BDT") {
    return { outcome: "refused", reason: `This store takes BDT, not ${request.amount.currency}.` };
  }
  const answer = await gateway.openSession(sessionFields(request));
  if (answer.status === "FAILED")
    return { outcome: "refused", reason: reasonOf(answer, settings.storePassword) };
  if (answer.status !== "SUCCESS") throw outage("checkout", "unexpected_status");
  const redirectUrl = pageUrl(answer.GatewayPageURL, settings.apiUrl);
  if (redirectUrl === null) throw outage("checkout", "no_payment_page");
  return { outcome: "opened", redirectUrl, sessionId: answer.sessionkey };
}

function sessionFields(request: CheckoutRequest): Record<string, string> {
  assert(request.reference.length <= TRAN_ID_CHARACTERS_MAX, "a reference must fit SSLCommerz's tran_id");
  for (const url of [request.returnUrl, request.noticeUrl]) {
    assert(url.length <= URL_CHARACTERS_MAX, "a return or notice URL must fit 255 characters");
  }
  const email = request.payer.email.trim();
  return {
    total_amount: toDecimal(request.amount),
    currency: request.amount.currency,
    // A new one for every attempt, and the same in value_a: notices do not carry the session key.
    tran_id: request.reference,
    value_a: request.reference,
    success_url: request.returnUrl,
    fail_url: request.returnUrl,
    cancel_url: request.returnUrl,
    ipn_url: request.noticeUrl,
    multi_card_name: GATEWAY_NAMES[request.method],
    product_name: cleanText(request.description, PRODUCT_NAME_CHARACTERS_MAX) || "Donation",
    product_category: "donation",
    product_profile: "non-physical-goods",
    shipping_method: "NO",
    num_of_item: "1",
    cus_name: cleanText(request.payer.name ?? "", NAME_CHARACTERS_MAX) || ANONYMOUS_NAME,
    cus_email: Array.from(email).length <= EMAIL_CHARACTERS_MAX && email !== "" ? email : NO_EMAIL,
    ...UNKNOWN_PAYER,
  };
}

/** The gateway's words go to staff; a gateway that quotes our password back must not put it there. */
function reasonOf(answer: CheckoutAnswerWire, storePassword: string): string {
  const words =
    storePassword === "" ? answer.failedreason : answer.failedreason.replaceAll(storePassword, "[redacted]");
  return cleanText(words, REASON_CHARACTERS_MAX) || "The gateway gave no reason.";
}

/** The browser is sent there, so it must be a web page, and never an unprotected one of a protected gateway. */
function pageUrl(text: string, apiUrl: string): string | null {
  const url = URL.parse(text);
  if (url === null) return null;
  const allowed = new URL(apiUrl).protocol === "https:" ? ["https:"] : ["https:", "http:"];
  return allowed.includes(url.protocol) ? url.href : null;
}

/** The gateway shows its pages on hosts beside that of its interface (`epay-gw`, `sandbox`); a simulator on its own. */
export function pageOriginsOf(apiUrl: string): readonly string[] {
  const { origin, hostname } = new URL(apiUrl);
  return hostname.endsWith(".sslcommerz.com") ? ["https://*.sslcommerz.com"] : [origin];
}
