import type { ProviderSignal } from "./signal.ts";

const HOUR_MS = 3_600_000;

/**
 * How long an attempt may stay unpaid. A wallet's page lives half an hour, a slow bank a few hours; after a day nobody
 * is paying any more. The end is soft: money that arrives later is credited all the same.
 */
export const UNPAID_MAX_MS = 24 * HOUR_MS;

/**
 * What an answer of the provider means for an attempt that has no end yet: an attempt of a day is expired when the
 * provider knows neither money nor an end of its own. "In progress" counts as dead by then. Null = not expired. Must
 * only be called with an answer: a question without one says nothing, however old the attempt is.
 */
export function expireUnpaid(ageMs: number, answered: readonly ProviderSignal[]): ProviderSignal | null {
  if (ageMs < UNPAID_MAX_MS) return null;
  if (answered.some(({ kind }) => kind !== "pending")) return null;
  return {
    kind: "ended",
    reason: "expired",
    isOurs: true,
    detail: "unpaid after 24 hours, and the provider knows of no money",
  };
}
