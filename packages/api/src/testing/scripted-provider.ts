import { createHash } from "node:crypto";
import type { Money } from "@careforall/domain/money";
import {
  type CheckoutAnswer,
  type CheckoutRequest,
  type EndReason,
  type Notice,
  type NoticeRequest,
  PAYMENT_METHODS,
  type PaymentProvider,
  type ProviderAnswer,
  type ProviderSignal,
  type RefundAnswer,
  type RefundRequest,
  type RefundTruth,
} from "@careforall/domain/payment";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";

const zScriptedNotice = z.object({ reference: z.string().nullable(), proofId: z.string().nullable() });

/** A refund in the provider's books; `bankReference` names the charge, when it is told at all. */
type RefundInBook = Pick<RefundTruth, "state" | "paymentReference"> &
  Partial<Pick<RefundTruth, "bankReference">>;

/** What `startCheckout` does next; `unknown` = the page may be open, but nobody tells us. */
type Opening = CheckoutAnswer | "unknown";

/** What `refund` does next; `unknown` = the order is taken, but the answer is lost. */
type Refunding = "accepted" | "refused" | "unknown";

/**
 * A payment provider that says what a test told it to. It fills the same port as the real adapters, so the verbs under
 * test cannot know. By default every page opens and no reference is known.
 */
export class ScriptedProvider implements PaymentProvider {
  readonly name = "sslcommerz";
  readonly methods = PAYMENT_METHODS;
  readonly pageOrigins = ["https://pay.example"];
  /** While true, every call that would leave the house throws `unavailable`. */
  isDown = false;
  readonly calls = { startCheckout: 0, readNotice: 0, askPayment: 0, refund: 0, askRefund: 0 };
  /** Every request for a payment page, oldest first. */
  readonly requests: CheckoutRequest[] = [];
  /** Every order of a refund, oldest first. */
  readonly refundRequests: RefundRequest[] = [];
  /** The refunds in its books, by its own ids. A test may change a state or add one that we never ordered. */
  readonly refunds = new Map<string, RefundInBook>();
  readonly #openings: Opening[] = [];
  readonly #refundings: Refunding[] = [];
  readonly #known = new Map<string, readonly ProviderSignal[]>();

  /** The answers to the next requests for a page, in turn. */
  willOpen(...openings: readonly Opening[]): void {
    this.#openings.push(...openings);
  }

  /** The answers to the next orders of refunds, in turn; by default they are accepted. */
  willRefund(...refundings: readonly Refunding[]): void {
    this.#refundings.push(...refundings);
  }

  /** From now on this is all the provider knows about a reference, oldest first. */
  knows(reference: string, signals: readonly ProviderSignal[]): void {
    this.#known.set(reference, signals);
  }

  /** The reference of the newest attempt that asked for a page. */
  get lastReference(): string {
    const request = this.requests.at(-1);
    if (request === undefined) throw new Error("no payment page has been asked for yet");
    return request.reference;
  }

  async startCheckout(request: CheckoutRequest): Promise<CheckoutAnswer> {
    this.calls.startCheckout++;
    this.requests.push(request);
    const opening = this.#openings.shift();
    if (this.isDown || opening === "unknown") throw noAnswer();
    const page = `https://provider.example/pay/${request.reference}`;
    return opening ?? { outcome: "opened", redirectUrl: page, sessionId: `session-${request.reference}` };
  }

  /** Accepts what `noticeAbout` wrote and rejects everything else. */
  readNotice(request: NoticeRequest): Notice {
    this.calls.readNotice++;
    const dedupeKey = createHash("sha256").update(request.body).digest("hex");
    const rejected = (why: string): Notice => ({
      verdict: "rejected",
      why,
      dedupeKey,
      reference: null,
      proofId: null,
    });
    if (!request.body.startsWith("{")) return rejected("malformed");
    const notice = zScriptedNotice.safeParse(JSON.parse(request.body));
    return notice.success
      ? { verdict: "accepted", why: null, dedupeKey, ...notice.data }
      : rejected("bad_signature");
  }

  async askPayment({ reference }: { readonly reference: string }): Promise<ProviderAnswer> {
    this.calls.askPayment++;
    if (this.isDown) throw noAnswer();
    const signals = this.#known.get(reference) ?? [];
    const evidence = JSON.stringify(signals, (_key, value: unknown) =>
      typeof value === "bigint" ? value.toString() : value,
    );
    return { signals, evidence };
  }

  /** Knows an order again by its reference. */
  async refund(request: RefundRequest): Promise<RefundAnswer> {
    this.calls.refund++;
    this.refundRequests.push(request);
    const refunding = this.#refundings.shift() ?? "accepted";
    if (this.isDown) throw noAnswer();
    const evidence = "{}";
    if (refunding === "refused") return { outcome: "refused", reason: "no balance", evidence };
    const providerRefundId = `refund-${request.reference}`;
    if (!this.refunds.has(providerRefundId)) {
      this.refunds.set(providerRefundId, { state: "processing", paymentReference: null });
    }
    if (refunding === "unknown") throw noAnswer();
    return { outcome: "accepted", providerRefundId, evidence };
  }

  async askRefund({ providerRefundId }: { readonly providerRefundId: string }): Promise<RefundTruth> {
    this.calls.askRefund++;
    if (this.isDown) throw noAnswer();
    const known = this.refunds.get(providerRefundId) ?? { state: "unknown", paymentReference: null };
    return { bankReference: null, ...known, evidence: "{}" };
  }
}

const noAnswer = (): AppError =>
  new AppError("unavailable", "provider.no_answer", "The scripted provider does not answer.");

/** A notification that the scripted provider accepts. */
export const noticeAbout = (reference: string | null, proofId: string | null = null): NoticeRequest => ({
  body: JSON.stringify({ reference, proofId }),
  contentType: "application/json",
});

/** "The provider holds this money", under an id of its own. */
export const captured = (
  money: Money,
  providerPaymentId: string,
  more: { readonly isRisky?: boolean; readonly asked?: Money; readonly fee?: Money } = {},
): ProviderSignal => ({
  kind: "captured",
  providerPaymentId,
  bankReference: `bank-${providerPaymentId}`,
  captured: money,
  asked: more.asked ?? null,
  isRisky: more.isRisky ?? false,
  fee: more.fee ?? null,
});

/** "Something that nobody expected." */
export const unexpected = (word: string): ProviderSignal => ({ kind: "needs_review", word });

/** "This attempt is over without money." */
export const ended = (reason: EndReason, detail: string | null = null): ProviderSignal => ({
  kind: "ended",
  reason,
  detail,
});
