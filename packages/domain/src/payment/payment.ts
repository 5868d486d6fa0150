import type { Money } from "../money/index.ts";
import type { PledgeTerms } from "../pledge/index.ts";
import type { ProviderName } from "./method.ts";
import type { EndReason } from "./signal.ts";

/** Why captured money waits in suspense instead of being a gift. */
export const HOLD_REASONS = ["amount_mismatch", "currency_mismatch", "second_capture", "risk_hold"] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** How far an attempt has come. A rank never falls: what is known to have happened stays known. */
export const RANK = { created: 0, pending: 10, authorized: 20, ended: 30, captured: 40 } as const;
export type Rank = (typeof RANK)[keyof typeof RANK];

/**
 * One attempt to pay a pledge, as the facts we know. They only grow; status is computed from them
 * (`paymentStatus`). An end is soft: a success that the provider's API confirms later still counts.
 */
export type Payment = {
  readonly id: string;
  readonly pledgeId: string;
  readonly campaignId: string;
  readonly provider: ProviderName;
  /** What we asked the provider to charge. */
  readonly asked: Money;
  readonly terms: PledgeTerms;
  readonly openedAt: Date | null;
  readonly end: { readonly at: Date; readonly reason: EndReason } | null;
  readonly capture: Capture | null;
  /** Every success of this attempt that the ledger holds, by the provider's id. */
  readonly postedCaptures: readonly string[];
};

export type Capture = {
  readonly at: Date;
  readonly providerPaymentId: string;
  readonly bankReference: string | null;
  readonly money: Money;
  readonly heldAs: HoldReason | null;
  /** What the provider keeps of `money`: as it told at capture, then as it settled; null while it is not known. */
  readonly fee: Money | null;
  /** The provider has paid this capture out to our bank. */
  readonly settledAt: Date | null;
};

export function rankOf(payment: Payment): Rank {
  if (payment.capture !== null) return RANK.captured;
  if (payment.end !== null) return RANK.ended;
  return payment.openedAt === null ? RANK.created : RANK.pending;
}

/** The names of the founding documents, plus `created` and the reasons of an end. */
export type PaymentStatus = "created" | "pending" | "authorized" | "captured" | "completed" | EndReason;

export function paymentStatus(payment: Pick<Payment, "capture" | "end" | "openedAt">): PaymentStatus {
  if (payment.capture !== null) return payment.capture.settledAt === null ? "captured" : "completed";
  if (payment.end !== null) return payment.end.reason;
  return payment.openedAt === null ? "created" : "pending";
}
