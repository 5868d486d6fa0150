import { PASSWORD_CHARACTERS_MAX, PASSWORD_CHARACTERS_MIN } from "@careforall/domain/account";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { normalPassword } from "./passwords.ts";

/** Of 0 to 4: 3 is what an attacker with our hashes would need some years for. */
const SCORE_MIN = 3;
/** What lies behind can only add to the strength, and the estimate would stop the process for half a second. */
const JUDGED_CHARACTERS_MAX = 32;
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
  const words = own.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter((word) => word !== "");
  const judged = characters.slice(0, JUDGED_CHARACTERS_MAX).join("");
  return estimator.check(judged, [...OUR_WORDS, ...words]).score < SCORE_MIN ? "password_weak" : null;
}
