import type { EndReason } from "@careforall/domain/payment";
import type { Truth } from "./pledge.view.ts";

/** What the status page knows about one attempt. */
export type AttemptFacts = {
  readonly capturedAt: Date | null;
  readonly endReason: EndReason | null;
  readonly openedAt: Date | null;
  readonly abandonedAt: Date | null;
  /** Set while the provider's last answer is missing. */
  readonly askFailedAt: Date | null;
  /** Set while the provider's last answer has a word that we do not understand. */
  readonly needsReviewAt: Date | null;
};

export type TruthAboutMoney = {
  readonly truth: Truth;
  readonly endReason: EndReason | null;
  readonly mayRetry: boolean;
};

/**
 * The one sentence that we can stand for about a donor's money, from the attempts of a pledge, newest first.
 * An attempt whose page was never shown to anybody cannot have been paid.
 */
export function truthOf(attempts: readonly AttemptFacts[]): TruthAboutMoney {
  if (attempts.some((attempt) => attempt.capturedAt !== null)) {
    return { truth: "received", endReason: null, mayRetry: false };
  }
  // Behind a word that we do not understand there may be money, whatever was said before.
  if (attempts.some((attempt) => attempt.needsReviewAt !== null)) {
    return { truth: "unknown", endReason: null, mayRetry: false };
  }
  const latest = attempts[0];
  if (latest === undefined) return { truth: "not_charged", endReason: null, mayRetry: true };
  if (latest.endReason !== null) return { truth: "not_charged", endReason: latest.endReason, mayRetry: true };
  if (latest.abandonedAt !== null && latest.openedAt === null) {
    return { truth: "not_charged", endReason: "failed", mayRetry: true };
  }
  // An open page may be paid at any moment; going on with it is the way to pay, and it can be paid only once.
  const truth = latest.askFailedAt === null ? "being_confirmed" : "unknown";
  return { truth, endReason: null, mayRetry: false };
}
