import { type Asker, takeLimits } from "./asker.ts";
import { reached } from "./create-limits.ts";
import { LIMITS } from "./limits.ts";

/** Who wants to sign in: with which account, and whether this browser has done so before. */
export type SignInTry = { readonly email: string; readonly isKnown: boolean };

/** After the tenth wrong password; twice as long after each further one. */
const DELAY_FIRST_S = 10;
/** The longest that an account keeps strangers waiting. */
const DELAY_MAX_S = 900;

/**
 * Before a password is looked at, because looking costs much: throws `limit.reached` (429) for who comes too often, the
 * same for an account that exists and one that does not. A browser that the account knows is counted by itself, so that
 * nobody can shut its owner out by trying passwords, and nobody all people by trying accounts.
 */
export async function guardSignIn(asker: Asker, { email, isKnown }: SignInTry): Promise<void> {
  if (isKnown) return takeLimits(asker, ["sign_in_known"]);
  await takeLimits(asker, ["sign_in_address", "sign_in_everybody"]);
  const waitMs = await asker.limits.blockedMs(delayOf(email));
  if (waitMs > 0) throw reached(Math.ceil(waitMs / 1_000));
}

/** After a wrong password: from the tenth within a quarter of an hour, the next try has to wait, twice as long each time. */
export async function noteFailedSignIn({ limits }: Pick<Asker, "limits">, email: string): Promise<void> {
  const failures = await limits.add(failuresOf(email));
  const over = failures - LIMITS.sign_in_failures.points;
  if (over >= 0) await limits.block(delayOf(email), Math.min(DELAY_FIRST_S * 2 ** over, DELAY_MAX_S));
}

/** After a right one, nothing is held against the account any more. */
export const noteSignIn = async ({ limits }: Pick<Asker, "limits">, email: string): Promise<void> => {
  await limits.forget(failuresOf(email));
};

const failuresOf = (email: string) => ({ limit: "sign_in_failures", who: email }) as const;
const delayOf = (email: string) => ({ limit: "sign_in_failures", who: `delay\n${email}` }) as const;
