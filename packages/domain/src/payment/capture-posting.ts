import { credit, debit, type Entry, posting, type Posting } from "../ledger/index.ts";
import type { HoldReason, Payment } from "./payment.ts";
import type { ProviderSignal } from "./signal.ts";

type Captured = Extract<ProviderSignal, { kind: "captured" }>;

/** Everything that the provider captured, at once: to the campaign as it was promised, or to suspense. */
export function capturePosting(payment: Payment, signal: Captured, heldAs: HoldReason | null): Posting {
  const { amountMinor, currency } = signal.captured;
  const { provider } = payment;
  const received = debit({ kind: "provider_clearing", provider }, amountMinor, currency);
  const owed =
    heldAs !== null ? [credit({ kind: "suspense" }, amountMinor, currency)] : promisedEntries(payment);
  return posting("capture", captureReference(provider, signal.providerPaymentId), [received, ...owed]);
}

/**
 * Whose the money of a gift is, as it was promised: credits that sum to the pledge's total. The platform's fee is a part
 * of the gift, so the campaign is owed the rest of it.
 */
export function promisedEntries({
  terms,
  provider,
  campaignId,
}: Pick<Payment, "terms" | "provider" | "campaignId">): readonly Entry[] {
  const { currency, giftMinor, platformFeeMinor, tipMinor, feeCoverMinor } = terms;
  return [
    credit({ kind: "campaign_payable", campaignId }, giftMinor - platformFeeMinor, currency),
    credit({ kind: "platform_fee" }, platformFeeMinor, currency),
    credit({ kind: "tip" }, tipMinor, currency),
    // What a donor adds to cover the provider's fee lies against that fee until the provider takes it.
    credit({ kind: "provider_fee", provider }, feeCoverMinor, currency),
  ];
}

/** Names the fact "the provider captured this charge", whichever attempt or none it belongs to. */
export const captureReference = (provider: string, providerPaymentId: string): string =>
  `${provider}:${providerPaymentId}`;
