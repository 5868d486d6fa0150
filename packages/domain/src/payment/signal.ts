import type { Money } from "../money/index.ts";

/** Why an attempt ended without money, weakest first: of two reasons the later in this list stays. */
export const END_REASONS = ["expired", "cancelled", "failed"] as const;
export type EndReason = (typeof END_REASONS)[number];

/** What a provider's API said about an attempt, in our words. */
export type ProviderSignal =
  | { readonly kind: "pending" }
  /** The money is ready for us, and the provider has not taken it yet. */
  | { readonly kind: "authorized" }
  /** It says what we have no meaning for, or of a success what cannot be taken as money: a person must look, we go on asking. */
  | { readonly kind: "needs_review"; readonly word: string }
  | {
      readonly kind: "captured";
      /** The provider's id of this one success; it names the posting, so that it is posted once. */
      readonly providerPaymentId: string;
      /** The bank's or wallet's id; a refund needs it. */
      readonly bankReference: string | null;
      /** What the provider holds for us now. */
      readonly captured: Money;
      /** What it says that we asked for; differs from `captured` only when it converted a currency. */
      readonly asked: Money | null;
      /** The provider leaves it to us whether to accept this money. */
      readonly isRisky: boolean;
      /** What the provider keeps of `captured` for itself; null when it did not tell, or told what cannot be. */
      readonly fee: Money | null;
    }
  | {
      readonly kind: "ended";
      readonly reason: EndReason;
      /** The provider's own words, for staff. */
      readonly detail: string | null;
      /** We gave the attempt up; the provider did not say so. */
      readonly isOurs?: true;
    };

/**
 * What of an answer is acted on, in which order. An end beside a word that we do not understand is not the whole story:
 * it waits until all of the answer is understood. Money beside it counts, and goes first.
 */
export function actOn(signals: readonly ProviderSignal[]): readonly ProviderSignal[] {
  const odd = signals.filter(({ kind }) => kind === "needs_review");
  if (odd.length === 0) return signals;
  const sure = signals.filter(({ kind }) => kind !== "needs_review" && kind !== "ended");
  return [...sure, ...odd];
}
