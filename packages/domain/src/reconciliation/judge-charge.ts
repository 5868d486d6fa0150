import { isSameMoney, type Money, toDecimal } from "../money/index.ts";
import type { EndReason } from "../payment/index.ts";
import type { FindingKind } from "./finding.ts";

/** What our books say about one charge of the provider. */
export type OurSide = {
  /** What the ledger holds under the provider's id of the charge; null: nothing. */
  readonly posted: Money | null;
  /** The attempt that the provider's reference spells; null: it is none of ours. */
  readonly attempt: {
    readonly asked: Money;
    readonly end: EndReason | null;
    /** The attempt has another capture, or its pledge is fulfilled by any attempt. */
    readonly isPaid: boolean;
  } | null;
};

export type Judgement = {
  readonly kind: FindingKind;
  readonly ours: Money | null;
  readonly theirs: Money | null;
  /** Why the books differ, for people. */
  readonly cause: string;
  /** What may be done about it, for people. */
  readonly repair: string;
};

/**
 * Compares a charge that the provider holds with our books. Null when they agree. Whatever is not posted yet is the one
 * door's to post, as a gift or into suspense; a posted amount that differs is never changed by a machine.
 */
export function judgeCharge({ posted, attempt }: OurSide, theirs: Money): Judgement | null {
  if (posted !== null) return isSameMoney(posted, theirs) ? null : postedDiffers(posted, theirs);
  if (attempt === null) {
    return {
      kind: "missing_here",
      ours: null,
      theirs,
      cause: "The provider holds money under a reference that is no attempt of ours.",
      repair: "After the provider confirms it: post it to suspense (unknown_charge); staff decide.",
    };
  }
  if (attempt.isPaid) {
    return {
      kind: "duplicate",
      ours: null,
      theirs,
      cause: "A second success for a gift that is paid already, and it is not posted.",
      repair: "After the provider confirms it: post it to suspense (second_capture); staff give it back.",
    };
  }
  return isSameMoney(attempt.asked, theirs)
    ? missingHere(attempt.end, theirs)
    : askedDiffers(attempt.asked, theirs);
}

const missingHere = (end: EndReason | null, theirs: Money): Judgement => ({
  kind: "missing_here",
  ours: null,
  theirs,
  cause:
    end === null
      ? "The provider captured this attempt, and no news of it has reached us."
      : `The attempt had ended here as ${end}, and the provider captured it all the same.`,
  repair: "After the provider confirms it: post it; it is the gift.",
});

const askedDiffers = (asked: Money, theirs: Money): Judgement => ({
  kind: "amount_differs",
  ours: asked,
  theirs,
  cause: `We asked for ${show(asked)}; the provider captured ${show(theirs)}, and it is not posted.`,
  repair: "After the provider confirms it: post it to suspense with a case; staff accept or refund it.",
});

const postedDiffers = (posted: Money, theirs: Money): Judgement => ({
  kind: "amount_differs",
  ours: posted,
  theirs,
  cause: `The ledger holds ${show(posted)} for this charge; the provider says ${show(theirs)}.`,
  repair: "By people only: compare both evidences, ask the provider, correct by a further posting.",
});

/** A capture in our ledger that the provider was asked about and does not list. */
export const judgeUnlisted = (posted: Money): Judgement => ({
  kind: "missing_there",
  ours: posted,
  theirs: null,
  cause: `The ledger holds ${show(posted)} for a charge that the provider does not list.`,
  repair: "By people only: ask the provider about it. No machine takes money out of the books.",
});

const show = (amount: Money): string => `${toDecimal(amount)} ${amount.currency}`;
