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
  /** The provider promised the money before it took it; most do both in one. */
  readonly authorizedAt: Date | null;
  /** What the provider said that nobody expected, until a later answer explains it. */
  readonly review: { readonly at: Date; readonly word: string } | null;
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
  /** Why it went to suspense; stays known when staff accept it. */
  readonly heldAs: HoldReason | null;
  /** What the provider keeps of `money`: as it told at capture, then as it settled; null while it is not known. */
  readonly fee: Money | null;
  /** The provider has paid this capture out to our bank. */
  readonly settledAt: Date | null;
  /** Staff made it the pledge's gift. */
  readonly acceptedAt: Date | null;
};

/** A charge as the provider's books name it; whatever happens to held money needs it. */
export type HeldChargeFacts = {
  readonly provider: ProviderName;
  readonly providerPaymentId: string;
  readonly bankReference: string | null;
  readonly money: Money;
};

/** Whether captured money waits in suspense. */
export const isHeld = ({
  heldAs,
  acceptedAt,
}: {
  readonly heldAs: string | null;
  readonly acceptedAt: Date | null;
}): boolean => heldAs !== null && acceptedAt === null;

export function rankOf(payment: Payment): Rank {
  if (payment.capture !== null) return RANK.captured;
  if (payment.end !== null) return RANK.ended;
  if (payment.authorizedAt !== null) return RANK.authorized;
  return payment.openedAt === null ? RANK.created : RANK.pending;
}

/** A step of an attempt, as its history keeps it. */
export type PaymentStep = "created" | "pending" | "authorized" | "captured" | "completed" | EndReason;

/** The furthest step that an attempt has taken. */
export function paymentStep(
  payment: Pick<Payment, "capture" | "end" | "authorizedAt" | "openedAt">,
): PaymentStep {
  if (payment.capture !== null) return payment.capture.settledAt === null ? "captured" : "completed";
  if (payment.end !== null) return payment.end.reason;
  if (payment.authorizedAt !== null) return "authorized";
  return payment.openedAt === null ? "created" : "pending";
}
