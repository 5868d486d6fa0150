import type { ProviderName } from "../payment/method.ts";

/** The accounts of docs/money.md. Debit is positive. */
export type Account =
  | { readonly kind: "provider_clearing"; readonly provider: ProviderName }
  | { readonly kind: "provider_fee"; readonly provider: ProviderName }
  | { readonly kind: "refund_clearing"; readonly provider: ProviderName }
  | { readonly kind: "dispute_hold"; readonly provider: ProviderName }
  | { readonly kind: "campaign_payable"; readonly campaignId: string }
  | { readonly kind: "payout_clearing"; readonly campaignId: string }
  | { readonly kind: "receivable"; readonly campaignId: string }
  | { readonly kind: "suspense" }
  | { readonly kind: "platform_fee" }
  | { readonly kind: "tip" }
  | { readonly kind: "bank" }
  | { readonly kind: "fx" };

export type AccountKind = Account["kind"];

/** The side on which an account's balance ordinarily lies; `either` has none. docs/money.md says what each holds. */
export const NORMAL_SIDE = {
  provider_clearing: "debit",
  campaign_payable: "credit",
  suspense: "credit",
  platform_fee: "credit",
  tip: "credit",
  provider_fee: "debit",
  refund_clearing: "credit",
  dispute_hold: "debit",
  payout_clearing: "credit",
  bank: "debit",
  receivable: "debit",
  fx: "either",
} as const satisfies Record<AccountKind, "debit" | "credit" | "either">;
