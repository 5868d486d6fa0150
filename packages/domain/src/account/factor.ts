import type { StaffRole } from "./role.ts";

/** What beyond the password a session was opened with. */
export const FACTORS = ["totp", "recovery_code", "passkey"] as const;
export type Factor = (typeof FACTORS)[number];

/** What a browser may be asked, once. */
export const CHALLENGE_PURPOSES = [
  "second_step",
  "passkey_add",
  "passkey_sign_in",
  "passkey_confirm",
  "provider_sign_in",
  "provider_link",
  "provider_confirm",
] as const;
export type ChallengePurpose = (typeof CHALLENGE_PURPOSES)[number];

const MINUTE_MS = 60_000;

/** Long enough to find a phone; short enough that nobody finds a browser half-way in. */
export const CHALLENGE_TTL_MS = 5 * MINUTE_MS;
/** At a provider people may have to sign in first, with a second step of its own. */
export const PROVIDER_QUESTION_TTL_MS = 15 * MINUTE_MS;

export const challengeTtlMs = (purpose: ChallengePurpose): number =>
  purpose.startsWith("provider_") ? PROVIDER_QUESTION_TTL_MS : CHALLENGE_TTL_MS;

/** Of one half-way sign-in; then the password is asked again. */
export const CHALLENGE_TRIES_MAX = 5;

/**
 * Wrong codes of one person within a quarter of an hour, whoever typed them: 480 guesses a day, of which three codes in a
 * million are right. Only who knows the password gets so far.
 */
export const CODE_TRIES_MAX = 5;
export const CODE_TRIES_WINDOW_MS = 15 * MINUTE_MS;

/** How old the last proof of being there may be for what cannot be taken back. */
export const FRESH_MS = 5 * MINUTE_MS;

export const RECOVERY_CODES = 10;
export const PASSKEYS_MAX = 20;
export const PASSKEY_NAME_CHARACTERS_MAX = 60;

/**
 * THE ONE RULE of second factors for staff: which of somebody's roles count in a session. A session that was opened with
 * a password alone is a donor's, whatever roles its person holds.
 */
export const rolesThatCount = (held: readonly StaffRole[], factor: Factor | null): readonly StaffRole[] =>
  factor === null ? [] : held;

/** Whether whoever signed in was there a moment ago. */
export const isFresh = (confirmedAt: Date, at: Date): boolean =>
  at.getTime() - confirmedAt.getTime() <= FRESH_MS;

/** Whether further codes of this person are looked at now. */
export const mayTryCode = (
  guesses: { readonly tries: number; readonly triesSince: Date | null },
  at: Date,
): boolean =>
  guesses.tries < CODE_TRIES_MAX ||
  guesses.triesSince === null ||
  at.getTime() - guesses.triesSince.getTime() >= CODE_TRIES_WINDOW_MS;
