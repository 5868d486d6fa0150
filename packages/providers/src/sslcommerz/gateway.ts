import type * as z from "zod";
import { exchangeJson } from "./exchange.ts";
import { outage, type Operation } from "./outage.ts";
import { ASK_TIMEOUT_MS, CHECKOUT_TIMEOUT_MS, type SslcommerzSettings } from "./settings.ts";
import {
  zCheckoutAnswer,
  zQueryAnswer,
  zRefundAnswer,
  zValidationAnswer,
  type CheckoutAnswerWire,
  type QueryWire,
  type RefundWire,
  type ValidationWire,
} from "./wire.ts";

/** An answer twice: parsed for us, and raw for the evidence. */
export type Answered<Answer> = { readonly answer: Answer; readonly raw: unknown };

/** The calls of SSLCommerz that we make, in its own words. Each throws AppError `unavailable`. */
export type Gateway = {
  /** Session initiate. `fields` come without credentials. */
  openSession(fields: Readonly<Record<string, string>>): Promise<CheckoutAnswerWire>;
  /** Order Validation API: the only proof of a payment. */
  validate(valId: string, deadline: AbortSignal): Promise<Answered<ValidationWire>>;
  /** Transaction query by `tran_id`: everything that was tried under it. */
  query(tranId: string, deadline: AbortSignal): Promise<Answered<QueryWire>>;
  /** Refund initiate and refund query: one path, told apart by their fields, which come without credentials. */
  refund(
    operation: "refund" | "refund_query",
    fields: Readonly<Record<string, string>>,
    deadline: AbortSignal,
  ): Promise<Answered<RefundWire>>;
};

/** One path for what the merchant asks about transactions and refunds. */
const TRANSACTIONS_PATH = "/validator/api/merchantTransIDvalidationAPI.php";

export function createGateway(settings: SslcommerzSettings): Gateway {
  const base = baseOf(settings.apiUrl);
  const fetch = settings.fetch ?? globalThis.fetch;
  const credentials = { store_id: settings.storeId, store_passwd: settings.storePassword };
  const checkoutMs = settings.timeoutMs?.checkout ?? CHECKOUT_TIMEOUT_MS;
  const askMs = settings.timeoutMs?.ask ?? ASK_TIMEOUT_MS;

  const ask = async (
    operation: Operation,
    path: string,
    question: Readonly<Record<string, string>>,
    deadline: AbortSignal,
  ) => {
    const url = `${base}${path}?${new URLSearchParams({ ...question, ...credentials, v: "1", format: "json" })}`;
    const signal = AbortSignal.any([AbortSignal.timeout(askMs), deadline]);
    return exchangeJson(fetch, { operation, url, signal });
  };

  return {
    async openSession(fields) {
      const url = `${base}/gwprocess/v4/api.php`;
      const form = new URLSearchParams({ ...credentials, ...fields });
      const signal = AbortSignal.timeout(checkoutMs);
      return parse(
        "checkout",
        zCheckoutAnswer,
        await exchangeJson(fetch, { operation: "checkout", url, form, signal }),
      );
    },
    async validate(valId, deadline) {
      const raw = await ask(
        "validation",
        "/validator/api/validationserverAPI.php",
        { val_id: valId },
        deadline,
      );
      return { answer: connected("validation", parse("validation", zValidationAnswer, raw)), raw };
    },
    async query(tranId, deadline) {
      const raw = await ask("query", TRANSACTIONS_PATH, { tran_id: tranId }, deadline);
      return { answer: connected("query", parse("query", zQueryAnswer, raw)), raw };
    },
    async refund(operation, fields, deadline) {
      const raw = await ask(operation, TRANSACTIONS_PATH, fields, deadline);
      return { answer: connected(operation, parse(operation, zRefundAnswer, raw)), raw };
    },
  };
}

/** A wrong address is a wrong setting: it fails when the process starts, not when the first donor pays. */
function baseOf(apiUrl: string): string {
  const url = new URL(apiUrl);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new Error("The SSLCommerz API URL must start with https:// or http://");
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

function parse<Schema extends z.ZodType>(
  operation: Operation,
  schema: Schema,
  raw: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) throw outage(operation, "unexpected_shape");
  return parsed.data;
}

/** `APIConnect` says whether the question was heard; INACTIVE, FAILED and INVALID_REQUEST say nothing of the money. */
function connected<Answer extends { readonly APIConnect: string }>(
  operation: Operation,
  answer: Answer,
): Answer {
  if (answer.APIConnect !== "DONE") throw outage(operation, "api_not_connected");
  return answer;
}
