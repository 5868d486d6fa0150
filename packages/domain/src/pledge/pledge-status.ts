import type { Currency, Money } from "../money/index.ts";

/** What a pledge needs to know about one attempt to pay it; the payment's own facts say it (`attemptFacts`). */
export type AttemptFacts = {
  readonly paymentId: string;
  /** 1 is the first try. */
  readonly number: number;
  /** It ended without money; a late success takes that back. */
  readonly isEnded: boolean;
  /** The provider promised the money and has not taken it yet. */
  readonly isAuthorized: boolean;
  /** What the provider holds or held for us, whatever became of it. */
  readonly captured: Money | null;
  /** What of it the donor has got back, in minor units. */
  readonly refundedMinor: bigint;
};

/** Everything that a pledge's status follows from. */
export type PledgeFacts = {
  readonly currency: Currency;
  /** The attempt whose money is the gift. */
  readonly fulfilledBy: string | null;
  /** In any order. */
  readonly attempts: readonly AttemptFacts[];
};

/** The names of the founding documents. */
export const PLEDGE_STATUSES = ["pending", "payment_initiated", "completed", "failed", "refunded"] as const;
export type PledgeStatus = (typeof PLEDGE_STATUSES)[number];

/** Where a promise's gift part stands in its campaign's figures. What was given back is counted beside these. */
export const GIFT_BUCKETS = ["pending", "authorized", "captured", "failed"] as const;
export type GiftBucket = (typeof GIFT_BUCKETS)[number];

/**
 * What became of a promise: nothing yet, an attempt that is open or whose money waits for staff, the gift, a last
 * attempt without money (another may follow), or everything back with the donor. While money waits, a person decides
 * what becomes of the promise: no attempt that ends beside it, earlier or later, makes it a failed one. Total; never
 * stored.
 */
export function pledgeStatus(facts: PledgeFacts): PledgeStatus {
  const { capturedMinor, refundedMinor } = giftMoney(facts);
  if (facts.fulfilledBy === null && facts.attempts.some(isWaiting)) return "payment_initiated";
  if (capturedMinor > 0n && refundedMinor >= capturedMinor) return "refunded";
  if (facts.fulfilledBy !== null) return "completed";
  const latest = latestOf(facts.attempts);
  if (latest === undefined) return "pending";
  return latest.isEnded && latest.captured === null ? "failed" : "payment_initiated";
}

/** Follows the status; money that never became a gift is in no bucket of gifts, whatever happens to it. */
export function giftBucket(facts: PledgeFacts): GiftBucket {
  if (facts.fulfilledBy !== null) return "captured";
  const status = pledgeStatus(facts);
  if (status === "failed" || status === "refunded") return "failed";
  const isAuthorized = facts.attempts.some((attempt) => attempt.isAuthorized && !attempt.isEnded);
  return isAuthorized ? "authorized" : "pending";
}

/**
 * The money of the attempt that is the gift, or of every captured one while none is, in the pledge's own currency. A
 * second payment that was given back says nothing about the gift.
 */
export function giftMoney({ currency, fulfilledBy, attempts }: PledgeFacts): {
  readonly capturedMinor: bigint;
  readonly refundedMinor: bigint;
} {
  let capturedMinor = 0n;
  let refundedMinor = 0n;
  for (const attempt of attempts) {
    if (attempt.captured?.currency !== currency) continue;
    if (fulfilledBy !== null && fulfilledBy !== attempt.paymentId) continue;
    capturedMinor += attempt.captured.amountMinor;
    refundedMinor += attempt.refundedMinor;
  }
  return { capturedMinor, refundedMinor };
}

/** Money of an attempt that is no gift, in whichever currency, and is not wholly back. */
const isWaiting = ({ captured, refundedMinor }: AttemptFacts): boolean =>
  captured !== null && refundedMinor < captured.amountMinor;

const latestOf = (attempts: readonly AttemptFacts[]): AttemptFacts | undefined =>
  attempts.toSorted((a, b) => b.number - a.number)[0];
