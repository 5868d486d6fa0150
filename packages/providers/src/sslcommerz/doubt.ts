import type { ProviderSignal } from "@careforall/domain/payment";

/** Why a success that the gateway lists cannot be taken as money, in words for staff (at most 60 letters). */
const WORDS = {
  no_val_id: "VALID without val_id",
  not_confirmed: "VALID, but its validation does not confirm it",
  unknown_currency: "VALID in a currency that we do not know",
  unreadable_amount: "VALID with an amount that we cannot read",
} as const;

export type Doubt = keyof typeof WORDS;

/**
 * The gateway answered, so this is no outage: it says that there is money, and not how much, or its own validation says
 * otherwise. A person looks from the first answer on, because no second page may be opened over a payment that may be
 * made; we go on asking, and the first confirmation explains it.
 */
export const doubtful = (why: Doubt): ProviderSignal => ({ kind: "needs_review", word: WORDS[why] });
