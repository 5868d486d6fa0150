import { assert } from "../shared/index.ts";

/** What was tried lately by one browser, e-mail or address, or for one campaign. The present try is among them. */
export type Tries = {
  /** Within a minute, and within a day. */
  readonly inMinute: number;
  readonly inDay: number;
  /** Payments that ended within ten minutes: by the provider's "no", and paid. */
  readonly declined: number;
  readonly paid: number;
  /** Of the declined ones, within three minutes. */
  readonly declinedJustNow: number;
};

export const TRY_SCOPES = ["device", "email", "address", "campaign"] as const;
export type TryScope = (typeof TRY_SCOPES)[number];

/** By scope; null for what the request does not say: a script has no browser. */
export type TriesByScope = Readonly<Record<TryScope, Tries | null>>;

export const SUSPICION_KINDS = ["tries", "declines"] as const;

/** Why something is suspicious. */
export type Suspicion = {
  readonly scope: TryScope;
  readonly kind: (typeof SUSPICION_KINDS)[number];
  readonly tries: Tries;
};

/** What was done about it, as staff read it: told to them alone, work asked for, or no page opened. */
export const INCIDENT_ACTIONS = ["noted", "challenged", "refused"] as const;
export type IncidentAction = (typeof INCIDENT_ACTIONS)[number];

/** Whoever was charged by a stolen card complains within three months. */
export const INCIDENTS_KEPT_DAYS = 120;

export type TryJudgement =
  | { readonly outcome: "pass"; readonly noted: readonly Suspicion[] }
  /** The payment page is opened for work that costs a person nothing and a card tester more with every card. */
  | { readonly outcome: "challenge"; readonly because: Suspicion; readonly bits: number }
  | { readonly outcome: "refuse"; readonly because: Suspicion; readonly retryAfterS: number };

/**
 * The thresholds. A browser or an e-mail is one person: a few tries are many. An address may be a carrier's network with
 * thousands of people: alone it is never refused, whatever it does (ADR 25).
 */
export const SHIELD = {
  /** More tries of one person within a minute, or a day, ask for work. */
  personPerMinuteMax: 3,
  personPerDayMax: 10,
  /** So many tries within a minute are no person's. */
  personRefusedPerMinute: 10,
  /** So many declined payments of one person within three minutes end it for three minutes. */
  personDeclinesMax: 5,
  personPauseS: 180,
  addressPerMinuteMax: 30,
  /** Declines are judged by their share, from this many on. */
  addressDeclinesMin: 10,
  campaignDeclinesMin: 20,
  declinedPercentMax: 30,
  /** Told to staff, and nothing else: a campaign may become famous within a minute. */
  campaignPerMinuteNoted: 30,
  /** Leading zero bits: about 4,000 digests, nothing on a phone; twice as many with each doubling of declines. */
  bitsMin: 12,
  bitsMax: 20,
} as const;

const PERSON_SCOPES = ["device", "email"] as const;

/**
 * Judges one try to open a payment page, before the provider hears of it. `factor` multiplies every number that is
 * allowed, and no share.
 */
export function judgeTry(tries: TriesByScope, factor = 1): TryJudgement {
  const refused = refusalOf(tries, factor);
  if (refused !== null) return { outcome: "refuse", because: refused, retryAfterS: SHIELD.personPauseS };
  const because = suspicionOf(tries, factor);
  if (because !== null) return { outcome: "challenge", because, bits: bitsOf(tries) };
  return { outcome: "pass", noted: notedOf(tries.campaign, factor) };
}

function refusalOf(by: TriesByScope, factor: number): Suspicion | null {
  for (const scope of PERSON_SCOPES) {
    const tries = by[scope];
    if (tries === null) continue;
    if (tries.declinedJustNow >= SHIELD.personDeclinesMax * factor) return { scope, kind: "declines", tries };
    if (tries.inMinute > SHIELD.personRefusedPerMinute * factor) return { scope, kind: "tries", tries };
  }
  return null;
}

function suspicionOf(by: TriesByScope, factor: number): Suspicion | null {
  for (const scope of PERSON_SCOPES) {
    const tries = by[scope];
    const isMany =
      tries !== null &&
      (tries.inMinute > SHIELD.personPerMinuteMax * factor || tries.inDay > SHIELD.personPerDayMax * factor);
    if (isMany) return { scope, kind: "tries", tries };
  }
  const { address, campaign } = by;
  if (address !== null && isDeclining(address, SHIELD.addressDeclinesMin * factor))
    return { scope: "address", kind: "declines", tries: address };
  if (campaign !== null && isDeclining(campaign, SHIELD.campaignDeclinesMin * factor))
    return { scope: "campaign", kind: "declines", tries: campaign };
  if (address !== null && address.inMinute > SHIELD.addressPerMinuteMax * factor)
    return { scope: "address", kind: "tries", tries: address };
  return null;
}

/** More than the allowed share of the payments whose end is known, in whole numbers. */
const isDeclining = ({ declined, paid }: Tries, declinesMin: number): boolean =>
  declined >= declinesMin && declined * 100 > SHIELD.declinedPercentMax * (declined + paid);

/** Work grows with the declines behind an address: a card tester pays twice as much for each twice as many cards. */
function bitsOf({ address, device, email }: TriesByScope): number {
  const declined = Math.max(0, ...[address, device, email].map((tries) => tries?.declined ?? 0));
  assert(Number.isSafeInteger(declined), "declines are counted");
  return Math.min(SHIELD.bitsMin + Math.floor(Math.log2(declined + 1)), SHIELD.bitsMax);
}

const notedOf = (campaign: Tries | null, factor: number): readonly Suspicion[] =>
  campaign !== null && campaign.inMinute > SHIELD.campaignPerMinuteNoted * factor
    ? [{ scope: "campaign", kind: "tries", tries: campaign }]
    : [];
