import { PASSWORD_CHARACTERS_MAX, PASSWORD_CHARACTERS_MIN } from "@careforall/domain/account";
import { AppError } from "@careforall/domain/shared";
import { judgePassword, type PasswordProblem } from "../password/index.ts";

const WORDS: Record<PasswordProblem, string> = {
  password_too_short: `A password needs at least ${PASSWORD_CHARACTERS_MIN} characters.`,
  password_too_long: `A password may have at most ${PASSWORD_CHARACTERS_MAX} characters.`,
  password_weak: "This password is easy to guess. Take a few unusual words.",
};

/** Refuses (422 `account.password_*`) a new password that is too short, too long or easy to guess. */
export function refuseWeakPassword(password: string, own: readonly string[]): void {
  const problem = judgePassword(password, own);
  if (problem !== null)
    throw new AppError("refused", `account.${problem}`, `${WORDS[problem]} Nothing was changed.`);
}
