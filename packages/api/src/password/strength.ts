import { PASSWORD_CHARACTERS_MAX, PASSWORD_CHARACTERS_MIN } from "@careforall/domain/account";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { normalPassword } from "./passwords.ts";

/** Of 0 to 4: 3 is what an attacker with our hashes would need some years for. */
const SCORE_MIN = 3;
/** What lies behind can only add to the strength, and the estimate would stop the process for half a second. */
const JUDGED_CHARACTERS_MAX = 32;
/** A shorter one stands in half of all passwords by chance. */
const WORD_CHARACTERS_MIN = 3;
/** What must be in a password beside the words that everybody knows of its owner: more than a year or an "!1". */
const LEFT_CHARACTERS_MIN = 5;
/** What an attacker of this site tries first. */
const OUR_WORDS = ["careforall", "care", "forall", "kantha", "donation", "charity"];

export const PASSWORD_PROBLEMS = ["password_too_short", "password_too_long", "password_weak"] as const;
export type PasswordProblem = (typeof PASSWORD_PROBLEMS)[number];

let estimator: ZxcvbnFactory | undefined;

/**
 * What is wrong with a new password; null = nothing. Length and guessability alone: no rules about kinds of characters,
 * which make passwords that people forget and machines guess. `own` are words that are known of the person.
 */
export function judgePassword(password: string, own: readonly string[]): PasswordProblem | null {
  const normal = normalPassword(password);
  const characters = Array.from(normal);
  if (characters.length < PASSWORD_CHARACTERS_MIN) return "password_too_short";
  if (characters.length > PASSWORD_CHARACTERS_MAX) return "password_too_long";
  // Its tables take a moment and some memory: they are read when the first password is judged.
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const words = [...OUR_WORDS, ...own.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])];
  if (isMadeOf(normal, words)) return "password_weak";
  const judged = characters.slice(0, JUDGED_CHARACTERS_MAX).join("");
  return estimator.check(judged, words).score < SCORE_MIN ? "password_weak" : null;
}

/** Whether next to nothing is left without these words: the estimate finds three known words in a row strong. */
function isMadeOf(password: string, words: readonly string[]): boolean {
  const known = words.map((word) => word.toLowerCase()).filter((word) => word.length >= WORD_CHARACTERS_MIN);
  const left = known
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, word) => rest.replaceAll(word, ""), password.toLowerCase());
  return (
    left !== password.toLowerCase() && left.replaceAll(/[^\p{L}\p{N}]/gu, "").length < LEFT_CHARACTERS_MIN
  );
}
