import { credit, debit, posting, type Posting } from "../ledger/index.ts";
import type { HoldReason, Payment } from "./payment.ts";
import type { ProviderSignal } from "./signal.ts";

type Captured = Extract<ProviderSignal, { kind: "captured" }>;

/** Everything that the provider captured, at once: to the campaign as it was promised, or to suspense. */
export function capturePosting(payment: Payment, signal: Captured, heldAs: HoldReason | null): Posting {
  const { amountMinor, currency } = signal.captured;
  const { terms, provider } = payment;
  const received = debit({ kind: "provider_clearing", provider }, amountMinor, currency);
  const owed =
    heldAs !== null
      ? [credit({ kind: "suspense" }, amountMinor, currency)]
      : [
          credit({ kind: "campaign_payable", campaignId: payment.campaignId }, terms.giftMinor, currency),
          credit({ kind: "tip" }, terms.tipMinor, currency),
          // What a donor adds to cover the provider's fee lies against that fee until the provider takes it.
          credit({ kind: "provider_fee", provider }, terms.feeCoverMinor, currency),
        ];
  return posting("capture", captureReference(provider, signal.providerPaymentId), [received, ...owed]);
}

/** Names the fact "the provider captured this charge", whichever attempt or none it belongs to. */
export const captureReference = (provider: string, providerPaymentId: string): string =>
  `${provider}:${providerPaymentId}`;
