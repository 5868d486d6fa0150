import type { Currency } from "../money/index.ts";
import { assert } from "../shared/index.ts";
import type { Account } from "./account.ts";

export type Entry = { readonly account: Account; readonly amountMinor: bigint; readonly currency: Currency };

/** Every kind of business fact that the ledger knows. Those from `refund_deducted` on are defined, and no verb posts them yet. */
export const POSTING_KINDS = [
  "capture",
  "held_accepted",
  "settlement",
  "refund",
  "refund_confirmed",
  "refund_failed",
  "refund_fee",
  "refund_fee_undone",
  "refund_deducted",
  "payout",
  "payout_confirmed",
  "payout_failed",
  "dispute",
  "dispute_won",
  "dispute_lost",
  "fx",
] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

/**
 * Entries that belong together and sum to zero per currency. `kind` and `reference` name the business fact:
 * the pair is unique in the ledger, so a fact is posted once whoever brings the news.
 */
export type Posting = {
  readonly kind: PostingKind;
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
export function posting(kind: PostingKind, reference: string, entries: readonly Entry[]): Posting {
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
