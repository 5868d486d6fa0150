import type { Money } from "@careforall/domain/money";
import type {
  CheckoutRequest,
  NoticeRequest,
  PaymentProvider,
  RefundRequest,
} from "@careforall/domain/payment";

/** What the outside does in a test. Each adapter's rig plays them in its provider's own words. */
export type Scene =
  // When a payment page is opened:
  | "opens"
  | "opens_no_web_page"
  | "refuses"
  // When it is asked about an attempt:
  | "knows_nothing"
  | "pending"
  | "captured"
  | "captured_risky"
  | "failed_then_captured"
  | "failed"
  | "cancelled"
  | "expired"
  /** A success that the provider lists and does not confirm. */
  | "captured_unconfirmed"
  | "unknown_status"
  // When a refund is ordered or asked about:
  | "refund_accepted"
  | "refund_repeated"
  | "refund_refused"
  | "refund_confirmed"
  | "refund_cancelled"
  | "refund_unknown"
  // At any call:
  | "answers_500"
  | "answers_html"
  | "answers_without_end"
  | "closes_the_connection"
  | "redirects_elsewhere"
  | "stays_silent";

export type ProviderRig = {
  readonly provider: PaymentProvider;
  /** The same adapter with an empty webhook secret. */
  readonly unarmed: PaymentProvider;
  readonly checkout: CheckoutRequest;
  /** The one success that the scenes with "captured" are about; its attempt is `checkout.reference`. */
  readonly success: {
    readonly proofId: string;
    readonly captured: Money;
    /** What the provider says that it keeps of it; null for one that does not say. */
    readonly fee: Money | null;
  };
  /** The one refund that the scenes about refunds know; it is of `checkout.reference`. */
  readonly refund: { readonly request: RefundRequest; readonly providerRefundId: string };
  /** Nothing that leaves the adapter may contain one of these. */
  readonly secrets: readonly string[];
  play(scene: Scene): void;
  notice(kind: "success" | "failure" | "forged"): NoticeRequest;
  close(): Promise<void>;
};
