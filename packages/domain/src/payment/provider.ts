import type { Money } from "../money/index.ts";
import type { PaymentMethod, ProviderName } from "./method.ts";
import type { ProviderSignal } from "./signal.ts";

/**
 * The port that every payment provider fills. An adapter translates; it never decides and never stores.
 * Whatever it cannot know for certain it throws as AppError `unavailable`: an unknown outcome is never "failed".
 */
export interface PaymentProvider {
  readonly name: ProviderName;
  readonly methods: readonly PaymentMethod[];
  /**
   * Where its payment pages are, as sources of a Content-Security-Policy: browsers let the donor's form lead there and
   * nowhere else.
   */
  readonly pageOrigins: readonly string[];

  /**
   * Opens a payment page for one attempt. `refused` means that the provider said no and nothing can be charged.
   * Throws AppError `unavailable` when the outcome is unknown (time-out, 5xx, an answer that is no answer).
   */
  startCheckout(request: CheckoutRequest): Promise<CheckoutAnswer>;

  /** Judges and translates a notification. Never throws for bad input: a bad one has the verdict `rejected`. */
  readNotice(request: NoticeRequest): Notice;

  /**
   * Asks the provider for the truth about one attempt. `reference` is the attempt's id in 26 characters;
   * `proofId` is the provider's own id of a success it announced (SSLCommerz `val_id`), when we know one.
   * Throws AppError `unavailable` when it does not answer.
   */
  askPayment(question: {
    readonly reference: string;
    readonly proofId?: string | undefined;
  }): Promise<ProviderAnswer>;

  /**
   * Orders a refund. Safe to repeat: the same `reference` is the same refund. `refused` means that nothing moved and
   * nothing will. Absent when the provider cannot refund. Throws AppError `unavailable` when the outcome is unknown.
   */
  refund?(request: RefundRequest): Promise<RefundAnswer>;

  /** Asks what became of a refund that the provider accepted. Throws AppError `unavailable` when it does not answer. */
  askRefund?(question: { readonly providerRefundId: string }): Promise<RefundTruth>;

  /**
   * Reads the list of payments that people download from the provider's panel. All of it or nothing: one line that
   * cannot be read refuses the file, and every such line is named. It is a hint like a notification, never proof.
   * Absent when the provider has no such file.
   */
  readStatement?(file: Uint8Array): StatementReading;
}

/** One success in a statement. */
export type StatementCharge = {
  readonly reference: string;
  readonly providerPaymentId: string;
  readonly captured: Money;
  readonly at: Date;
};

export type StatementFault = {
  /** Counted from 1, the header included, as an editor shows it; where a payment of several lines ends. */
  readonly line: number;
  readonly why: string;
};

export type StatementReading =
  | {
      readonly outcome: "read";
      /** Lines after the header, whatever became of their payments. */
      readonly rows: number;
      /** The successes, each once, in the order of the file. */
      readonly charges: readonly StatementCharge[];
      /** The times of the first and the last line; null when there is none. */
      readonly span: { readonly from: Date; readonly to: Date } | null;
    }
  | { readonly outcome: "refused"; readonly faults: readonly StatementFault[] };

export type RefundRequest = {
  /** The refund's id in 26 characters: the provider's key against a second refund. */
  readonly reference: string;
  /** What the bank or wallet called the payment; null when it never said. */
  readonly bankReference: string | null;
  readonly amount: Money;
  readonly remarks: string;
};

export type RefundAnswer =
  | { readonly outcome: "accepted"; readonly providerRefundId: string; readonly evidence: string }
  | { readonly outcome: "refused"; readonly reason: string; readonly evidence: string };

export type RefundTruth = {
  /** `unknown`: the provider answers that it has no such refund. */
  readonly state: "processing" | "refunded" | "cancelled" | "unknown";
  /** The reference of the payment that it belongs to, if the provider says so. */
  readonly paymentReference: string | null;
  /** What the bank or wallet calls the charge that goes back; null when the provider does not say. */
  readonly bankReference: string | null;
  readonly evidence: string;
};

export type CheckoutRequest = {
  readonly reference: string;
  readonly amount: Money;
  readonly method: PaymentMethod;
  readonly payer: { readonly name: string | null; readonly email: string };
  readonly description: string;
  /** Where the browser comes back to, whatever happened; the provider posts to it across sites. */
  readonly returnUrl: string;
  readonly noticeUrl: string;
};

export type CheckoutAnswer =
  | { readonly outcome: "opened"; readonly redirectUrl: string; readonly sessionId: string }
  | { readonly outcome: "refused"; readonly reason: string };

export type NoticeRequest = { readonly body: string; readonly contentType: string | null };

/** What a notification says after it was judged. Only an accepted one may make us ask the provider. */
export type Notice = {
  readonly verdict: "accepted" | "rejected";
  /** Why it was rejected (`bad_signature`, `unsigned_fields`, `other_store`, `malformed`); null when accepted. */
  readonly why: string | null;
  /** Equal deliveries have equal keys, so that a repeat is absorbed by a unique index. */
  readonly dedupeKey: string;
  /** Our reference, if the notification carries one. */
  readonly reference: string | null;
  readonly proofId: string | null;
};

export type ProviderAnswer = {
  /** Everything the provider knows about the reference, oldest first; empty when it knows nothing. */
  readonly signals: readonly ProviderSignal[];
  /** The answer as it came, without credentials, for the history. At most 16 kB. */
  readonly evidence: string;
};
