import { randomBytes } from "node:crypto";

/** What becomes of the payment, with how often. */
const FATES = {
  pays: 70,
  pays_untold: 8,
  fails_then_pays: 6,
  fails: 4,
  fails_then_pays_untold: 3,
  cancels: 3,
  wanders_off: 3,
  pays_another_amount: 1,
  is_risky: 1,
  is_charged_twice: 1,
} as const;
export type Fate = keyof typeof FATES;

export type DonorPlan = {
  readonly number: number;
  readonly key: string;
  readonly slug: string;
  readonly email: string;
  readonly giftMinor: string;
  readonly tipMinor: string;
  readonly method: string;
  readonly fate: Fate;
  /** Sends the same request again, later, and expects the same bytes. */
  readonly repeats: boolean;
  /** Sends another amount under the same key, and expects to be refused. */
  readonly changes: boolean;
  readonly looks: boolean;
  /** The public interface, or the form of the page as a browser without JavaScript sends it. */
  readonly way: "rest" | "form";
  readonly notices: Notices;
  /** How often the button is pressed at once; each click is the same request. */
  readonly clicks: 1 | 3;
};

/**
 * What else is sent about a gift, with how often: the true notification five times at once, one of an older try after
 * it, one that somebody made up, or one that is signed like a true one and lies.
 */
const NOTICES = {
  as_they_come: 74,
  many: 18,
  late_failed: 3,
  forge: 1,
  forge_stripped: 1,
  wrong_amount: 2,
  wrong_currency: 1,
} as const;
export type Notices = keyof typeof NOTICES;

const METHODS = ["bkash", "nagad", "card"] as const;
const KEY_BYTES = 18;
const FORM_SHARE = 0.2;
const HOT_SHARE = 0.5;
const AMOUNTS_TAKA = 4_990;
const LEAST_TAKA = 10;
const POISHA = 100;

/**
 * One donor, drawn from the seed; only the key is truly random, because a second run must not find the first's. `spared`
 * are fates that the pass could not come to know of.
 */
export function planDonor(
  number: number,
  { slugs, spared }: { readonly slugs: readonly string[]; readonly spared: readonly Fate[] },
  random: () => number,
): DonorPlan {
  const chance = (share: number): boolean => random() < share;
  const oneOf = <T>(list: readonly T[], otherwise: T): T =>
    list[Math.floor(random() * list.length)] ?? otherwise;
  const [hot = "", ...others] = slugs;
  const fate = draw(FATES, random);
  return {
    number,
    key: randomBytes(KEY_BYTES).toString("base64url"),
    slug: chance(HOT_SHARE) ? hot : oneOf(others, hot),
    email: `donor-${number}@example.org`,
    giftMinor: `${(LEAST_TAKA + Math.floor(random() * AMOUNTS_TAKA)) * POISHA}`,
    tipMinor: chance(0.3) ? `${Math.floor(random() * POISHA) * POISHA}` : "0",
    method: oneOf(METHODS, "bkash"),
    fate: spared.includes(fate) ? "pays" : fate,
    repeats: chance(0.05),
    changes: chance(0.02),
    looks: chance(0.5),
    way: chance(FORM_SHARE) ? "form" : "rest",
    notices: draw(NOTICES, random),
    clicks: chance(0.1) ? 3 : 1,
  };
}

function draw<T extends string>(weights: Readonly<Record<T, number>>, random: () => number): T {
  const names = Object.keys(weights).filter((name): name is T => Object.hasOwn(weights, name));
  let left = random() * names.reduce((sum, name) => sum + weights[name], 0);
  for (const name of names) {
    left -= weights[name];
    if (left < 0) return name;
  }
  throw new Error("a random number is below one");
}
