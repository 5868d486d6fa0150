import { assert } from "../../packages/domain/src/shared/index.ts";
import { POISHA_PER_TAKA } from "./campaign.ts";
import type { Act, Attempt, AttemptPlan, GiftNote, GiftPlan, Outcome } from "./gift.ts";
import { type Dice, fingerprint, repeatableDice } from "./repeatable.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** Dhaka has no summer time. */
const DHAKA = "+06:00";

const ONE_SUCCESS: readonly [Attempt] = [["success"]];

const OUTCOME_OF: Readonly<Record<Act, Outcome>> = {
  success: "paid",
  wrong_pin: "failed",
  insufficient_funds: "failed",
  fail_and_stay: "failed",
  cancel: "cancelled",
  // Who never chose a way to pay has walked away.
  unattempted: "cancelled",
  expire: "expired",
};

/** Most gifts in Bangladesh come by bKash. */
const METHODS = ["bkash", "bkash", "bkash", "nagad", "nagad", "rocket", "upay", "card"] as const;
/** Three donors in four give nothing to the platform: nothing is pre-ticked. */
const TIPS_TAKA = [0n, 0n, 0n, 0n, 0n, 0n, 20n, 50n] as const;
/** One in six covers the provider's fee. */
const FEE_COVERED_ONE_IN = 6;
/** 2.5 %, what the form offers to add. */
const feeCoverOf = (giftMinor: bigint): bigint => (giftMinor * 25n) / 1_000n;

/** Decides everything that the notes leave open, the same way each time. The order of the notes is the gifts' order. */
export const planGifts = (notes: readonly GiftNote[]): readonly GiftPlan[] => notes.map(planGift);

function planGift(note: GiftNote, index: number): GiftPlan {
  const number = String(index + 1).padStart(2, "0");
  const name = `gift/${number}`;
  const dice = repeatableDice(name);
  const createdAt = new Date(`${note.at.replace(" ", "T")}:${pad(dice.between(0, 59))}${DHAKA}`);
  assert(!Number.isNaN(createdAt.getTime()), `${name} has a time (${note.at})`);
  const giftMinor = note.taka * POISHA_PER_TAKA;
  const method = dice.oneOf(METHODS);
  const terms = {
    slug: note.to,
    donor: note.by,
    isAnonymous: note.hidden === true,
    message: note.says ?? null,
    giftMinor,
    tipMinor: dice.oneOf(TIPS_TAKA) * POISHA_PER_TAKA,
    feeCoverMinor: dice.between(1, FEE_COVERED_ONE_IN) === 1 ? feeCoverOf(giftMinor) : 0n,
    method,
  };
  const attempts = planAttempts(note.attempts ?? ONE_SUCCESS, createdAt, dice);
  return {
    name,
    key: `${number}-${fingerprint([note.at, note.attempts ?? null, { ...terms, giftMinor: `${giftMinor}`, tipMinor: `${terms.tipMinor}`, feeCoverMinor: `${terms.feeCoverMinor}` }])}`,
    ...terms,
    createdAt,
    attempts,
    isRisky: note.risky === true,
    settleAt: after(attempts.at(-1)?.confirmAt ?? createdAt, SECOND_MS),
    outcome: outcomeOf(note),
  };
}

function planAttempts(attempts: readonly Attempt[], createdAt: Date, dice: Dice): AttemptPlan[] {
  const plans: AttemptPlan[] = [];
  let clock = createdAt;
  const wait = (min: number, max: number): Date => (clock = after(clock, dice.between(min, max) * SECOND_MS));
  for (const acts of attempts) {
    // The first page opens at once; after a refusal a donor needs a moment.
    const openAt = plans.length === 0 ? wait(1, 3) : after(wait(40, 90), MINUTE_MS);
    clock = openAt;
    const planned = acts.map((act) => ({ act, at: wait(25, 150) }));
    plans.push({ openAt, acts: planned, confirmAt: wait(1, 4) });
  }
  return plans;
}

function outcomeOf(note: GiftNote): Outcome {
  const last = (note.attempts ?? ONE_SUCCESS).at(-1)?.at(-1) ?? "success";
  return last === "success" && note.risky === true ? "held" : OUTCOME_OF[last];
}

const after = (time: Date, ms: number): Date => new Date(time.getTime() + ms);
const pad = (seconds: number): string => String(seconds).padStart(2, "0");
