import { createHash } from "node:crypto";
import { money } from "@careforall/domain/money";
import type { CheckoutRequest } from "@careforall/domain/payment";
import type { ProviderRig, Scene } from "../conformance/index.ts";
import answers from "./fixtures/answers.json" with { type: "json" };
import notices from "./fixtures/notices.json" with { type: "json" };
import { createSslcommerz } from "./index.ts";
import { startScriptedGateway, type Reply, type ScriptedGateway } from "./scripted-gateway.ts";

/** For tests only: the adapter in front of a scripted gateway, with SSLCommerz's public demo store. */
export const STORE = { storeId: "testbox", storePassword: "qwerty" } as const;

export const REFERENCE = notices.valid.tran_id;
export const VAL_ID = notices.valid.val_id;

/** Short, because a test waits it out; long enough for a busy machine to answer over loopback. */
const TEST_TIMEOUT_MS = 1_500;

export const CHECKOUT: CheckoutRequest = {
  reference: REFERENCE,
  amount: money(1000_00n, "BDT"),
  method: "bkash",
  payer: { name: "Rahima Akter", email: "rahima@example.org" },
  description: "Heart surgery for Anika",
  returnUrl: "http://localhost:3000/en/gifts/return",
  noticeUrl: "http://localhost:3000/api/webhooks/sslcommerz",
};

export const formBody = (fields: Readonly<Record<string, string>>): string =>
  new URLSearchParams(fields).toString();

export type SslcommerzRig = ProviderRig & { readonly gateway: ScriptedGateway };

export async function makeRig(): Promise<SslcommerzRig> {
  const gateway = await startScriptedGateway();
  const timeoutMs = { checkout: TEST_TIMEOUT_MS, ask: TEST_TIMEOUT_MS };
  return {
    gateway,
    provider: createSslcommerz({ apiUrl: gateway.url, ...STORE, timeoutMs }),
    unarmed: createSslcommerz({ apiUrl: gateway.url, ...STORE, storePassword: "", timeoutMs }),
    checkout: CHECKOUT,
    success: { proofId: VAL_ID, captured: money(1000_00n, "BDT"), fee: money(25_00n, "BDT") },
    refund: {
      providerRefundId: REFUND_REF_ID,
      request: {
        reference: "01JREFVND00000000000000001",
        bankReference: BANK_TRAN_ID,
        amount: money(400_00n, "BDT"),
        remarks: "The donor asked for it",
      },
    },
    secrets: [STORE.storePassword, createHash("md5").update(STORE.storePassword).digest("hex")],
    play: (scene) => gateway.script(SCENES[scene]),
    notice: (kind) => ({ body: formBody(NOTICES[kind]), contentType: "application/x-www-form-urlencoded" }),
    close: () => gateway.close(),
  };
}

const NOTICES = {
  success: notices.valid,
  failure: notices.failed,
  forged: { ...notices.valid, amount: "1000000.00" },
};

const valid = answers.validation_valid;
const [failedElement, validElement] = answers.tran_query.element;

const ended = (status: string): unknown => ({ ...failedElement, status });

export const queryOf = (...element: readonly unknown[]): Reply => ({
  json: { APIConnect: "DONE", no_of_trans_found: element.length, element },
});

const everywhere = (reply: Reply) => ({
  session: reply,
  validation: reply,
  query: reply,
  refund: reply,
  refundQuery: reply,
});

/** Of the charge that goes back. */
const BANK_TRAN_ID = "150930112150930112";
const REFUND_REF_ID = "59bd63fea5455";

const refundReply = (fields: Readonly<Record<string, string>>): Reply => ({
  json: {
    APIConnect: "DONE",
    errorReason: "",
    refund_ref_id: REFUND_REF_ID,
    tran_id: REFERENCE,
    bank_tran_id: BANK_TRAN_ID,
    ...fields,
  },
});
const noRefund = (errorReason: string): Reply => ({
  json: { APIConnect: "DONE", status: "failed", errorReason },
});

const SCENES: Readonly<Record<Scene, Parameters<ScriptedGateway["script"]>[0]>> = {
  opens: { session: { json: answers.init_response_success } },
  opens_no_web_page: {
    session: { json: { ...answers.init_response_success, GatewayPageURL: "javascript:alert(1)" } },
  },
  refuses: {
    session: { json: { ...answers.init_response_failed, failedreason: "Store qwerty is de-active" } },
  },
  knows_nothing: { query: { json: { APIConnect: "DONE", no_of_trans_found: 0 } } },
  pending: { query: queryOf(ended("PENDING")) },
  captured: {
    validation: { json: { ...valid, store_passwd: STORE.storePassword } },
    query: queryOf(validElement),
  },
  captured_risky: { validation: { json: { ...valid, risk_level: "1" } }, query: queryOf(validElement) },
  captured_unconfirmed: { validation: { json: answers.validation_invalid }, query: queryOf(validElement) },
  failed_then_captured: { validation: { json: valid }, query: { json: answers.tran_query } },
  failed: { query: queryOf(ended("FAILED")) },
  cancelled: { query: queryOf(ended("CANCELLED")) },
  expired: { query: queryOf(ended("EXPIRED")) },
  unknown_status: {
    query: queryOf(ended("REVERSED_BY_MOON")),
    refund: refundReply({ status: "perhaps" }),
    refundQuery: refundReply({ status: "perhaps" }),
  },
  refund_accepted: {
    refund: refundReply({ status: "success" }),
    refundQuery: refundReply({ status: "processing" }),
  },
  refund_repeated: { refund: refundReply({ status: "processing" }) },
  refund_refused: { refund: noRefund("Store qwerty has no balance") },
  refund_confirmed: { refundQuery: refundReply({ status: "refunded" }) },
  refund_cancelled: { refundQuery: refundReply({ status: "cancelled" }) },
  refund_unknown: { refundQuery: noRefund("No refund has this refund_ref_id") },
  answers_500: everywhere({ status: 500, json: { status: "SUCCESS" } }),
  answers_html: everywhere({ text: "<html>We will be back soon</html>" }),
  answers_without_end: everywhere({ endless: true }),
  closes_the_connection: everywhere({ reset: true }),
  redirects_elsewhere: everywhere({ location: "http://127.0.0.1:9/stolen" }),
  stays_silent: everywhere({ silence: "after_headers" }),
};
