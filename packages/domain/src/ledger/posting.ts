import type { Currency } from "../money/index.ts";
import type { ProviderName } from "../payment/method.ts";
import { assert } from "../shared/index.ts";

/** The accounts of docs/money.md. Debit is positive; each account's normal side is written there. */
export type Account =
  | { readonly kind: "provider_clearing"; readonly provider: ProviderName }
  | { readonly kind: "provider_fee"; readonly provider: ProviderName }
  | { readonly kind: "refund_clearing"; readonly provider: ProviderName }
  | { readonly kind: "campaign_payable"; readonly campaignId: string }
  | { readonly kind: "suspense" }
  | { readonly kind: "tip" };

export type Entry = { readonly account: Account; readonly amountMinor: bigint; readonly currency: Currency };

/**
 * Entries that belong together and sum to zero per currency. `kind` and `reference` name the business fact:
 * the pair is unique in the ledger, so a fact is posted once whoever brings the news.
 */
export type Posting = {
  readonly kind: "capture" | "held_accepted" | "refund" | "refund_confirmed" | "refund_failed";
  readonly reference: string;
  readonly entries: readonly Entry[];
};

export const debit = (account: Account, amountMinor: bigint, currency: Currency): Entry => ({
  account,
  amountMinor,
  currency,
});

export const credit = (account: Account, amountMinor: bigint, currency: Currency): Entry =>
  debit(account, -amountMinor, currency);

/** Leaves out entries of zero and refuses a posting that does not balance. */
export function posting(kind: Posting["kind"], reference: string, entries: readonly Entry[]): Posting {
  const rest = new Map<Currency, bigint>();
  for (const entry of entries) {
    rest.set(entry.currency, (rest.get(entry.currency) ?? 0n) + entry.amountMinor);
  }
  for (const [currency, sum] of rest)
    assert(sum === 0n, `posting ${kind} ${reference} is off by ${sum} ${currency}`);
  const kept = entries.filter((entry) => entry.amountMinor !== 0n);
  assert(kept.length >= 2, `posting ${kind} ${reference} moves nothing`);
  return { kind, reference, entries: kept };
}
