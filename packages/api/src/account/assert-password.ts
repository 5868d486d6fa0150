import { findCredentials } from "@careforall/db/account";
import type { Context } from "../context/index.ts";
import { wrongPassword } from "./verify-email.ts";

/**
 * Refuses (422 `account.wrong_password`) unless this is the person's password: whoever finds a browser signed in is not
 * yet its owner. Answers what was checked, for the transaction that follows.
 */
export async function assertPassword(
  ctx: Context,
  userId: string,
  password: string,
): Promise<{ readonly email: string; readonly name: string; readonly passwordHash: string }> {
  const user = await findCredentials(ctx.db, userId);
  const isRight = await ctx.passwords.isRight(password, user?.passwordHash ?? null);
  if (!isRight || user === null || user.passwordHash === null) throw wrongPassword();
  return { ...user, passwordHash: user.passwordHash };
}
