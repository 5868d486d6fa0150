import { AppError, type AppErrorKind } from "@careforall/domain/shared";
import { ZodError } from "zod";

/** Every reason that a donor can be shown, by the name of its words in the messages. */
export const REFUSAL_KEYS = [
  "campaign_closed",
  "amount_too_small",
  "amount_too_large",
  "wrong_currency",
  "key_reused",
  "key_expired",
  "form_expired",
  "provider_unavailable",
  "provider_refused",
  "payment_failed",
  "payment_cancelled",
  "payment_expired",
  "too_many_attempts",
  "rate_limited",
  "try_later",
  "waiting",
  "challenge",
  "invalid",
  "unexpected",
] as const;
export type RefusalKey = (typeof REFUSAL_KEYS)[number];

const BY_CODE: Readonly<Record<string, RefusalKey>> = {
  "pledge.campaign_closed": "campaign_closed",
  "pledge.amount_too_small": "amount_too_small",
  "pledge.amount_too_large": "amount_too_large",
  "pledge.wrong_currency": "wrong_currency",
  "pledge.too_many_attempts": "too_many_attempts",
  "pledge.challenge": "challenge",
  "pledge.try_later": "try_later",
  "idempotency.key_reused": "key_reused",
  "idempotency.expired": "key_expired",
  "idempotency.in_flight": "waiting",
  "payment.checkout_in_flight": "waiting",
  "provider.unavailable": "provider_unavailable",
  "provider.refused": "provider_refused",
  "input.invalid": "invalid",
};

/** A code that is newer than this table still gets true words, from what kind of error it is. */
const BY_KIND: Readonly<Record<AppErrorKind, RefusalKey>> = {
  invalid: "invalid",
  unauthenticated: "unexpected",
  forbidden: "unexpected",
  not_found: "unexpected",
  unprocessable: "invalid",
  refused: "unexpected",
  conflict: "waiting",
  rate_limited: "rate_limited",
  too_large: "invalid",
  unavailable: "provider_unavailable",
};

/** The words for an error on the way to the payment page. Nothing falls through: a bug is "unexpected", and logged. */
export function refusalOf(error: unknown): RefusalKey {
  if (error instanceof ZodError) return "invalid";
  if (!(error instanceof AppError)) return "unexpected";
  return BY_CODE[error.code] ?? BY_KIND[error.kind];
}
