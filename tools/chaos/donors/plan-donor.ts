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
const FATE_NAMES = Object.keys(FATES).filter((name): name is Fate => Object.hasOwn(FATES, name));

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
  /** Somebody sends a made-up notification about this gift, or the true one many times. */
  readonly notices: "as_they_come" | "forged" | "many";
};

const METHODS = ["bkash", "nagad", "card"] as const;
const KEY_BYTES = 18;
const FORGED_SHARE = 0.01;
const MANY_SHARE = 0.2;
const HOT_SHARE = 0.5;
const AMOUNTS_TAKA = 4_990;
const LEAST_TAKA = 10;
const POISHA = 100;

/** One donor, drawn from the seed; only the key is truly random, because a second run must not find the first's. */
export function planDonor(number: number, slugs: readonly string[], random: () => number): DonorPlan {
  const chance = (share: number): boolean => random() < share;
  const oneOf = <T>(list: readonly T[], otherwise: T): T =>
    list[Math.floor(random() * list.length)] ?? otherwise;
  const [hot = "", ...others] = slugs;
  const notices = random();
  return {
    number,
    key: randomBytes(KEY_BYTES).toString("base64url"),
    slug: chance(HOT_SHARE) ? hot : oneOf(others, hot),
    email: `donor-${number}@example.org`,
    giftMinor: `${(LEAST_TAKA + Math.floor(random() * AMOUNTS_TAKA)) * POISHA}`,
    tipMinor: chance(0.3) ? `${Math.floor(random() * POISHA) * POISHA}` : "0",
    method: oneOf(METHODS, "bkash"),
    fate: drawFate(random),
    repeats: chance(0.05),
    changes: chance(0.02),
    looks: chance(0.5),
    notices: notices < FORGED_SHARE ? "forged" : notices < MANY_SHARE ? "many" : "as_they_come",
  };
}

function drawFate(random: () => number): Fate {
  let left = random() * FATE_NAMES.reduce((sum, name) => sum + FATES[name], 0);
  for (const name of FATE_NAMES) {
    left -= FATES[name];
    if (left < 0) return name;
  }
  return "pays";
}
