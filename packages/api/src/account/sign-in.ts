import { findForSignIn, lockUser, replaceHash, type SignInFacts } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { zAccountEmail } from "@careforall/domain/account";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import { zTypedPassword } from "./input.ts";
import { beginSession, type Begun } from "./begin-session.ts";
import type { DeviceHint } from "./open-session.ts";

export const zSignIn = z.strictObject({ email: z.string().max(1_024), password: zTypedPassword });

/**
 * Opens a session, or half of one when a second factor is to come. Wrong password, unknown address, unproven address and suspended account are refused alike (401
 * `account.sign_in_refused`) and after the same work: nobody learns who has an account.
 */
export async function signIn(
  ctx: Context,
  input: z.input<typeof zSignIn>,
  device: DeviceHint,
): Promise<Begun> {
  const { email, password } = zSignIn.parse(input);
  const address = zAccountEmail.safeParse(email);
  const user = address.success ? await findForSignIn(ctx.db, address.data) : null;
  const isRight = await ctx.passwords.isRight(password, user?.passwordHash ?? null);
  if (user === null || !isRight || !maySignIn(user)) throw refused();
  const begun = await withTransaction(
    ctx.db,
    async (tx) => {
      // A password that was changed, or a suspension, since the check must not be outlived by this session.
      const locked = await lockUser(tx, { id: user.id });
      if (locked === null || !maySignIn(locked) || locked.passwordHash !== user.passwordHash) throw refused();
      return beginSession(ctx, tx, { userId: user.id, device });
    },
    { at: ctx.at },
  );
  await renewHash(ctx, user, password);
  return begun;
}

const maySignIn = ({ status, emailVerifiedAt }: SignInFacts): boolean =>
  status === "active" && emailVerifiedAt !== null;

/** Only here is the password known: one that was hashed more weakly is hashed anew. It is no reason to refuse. */
async function renewHash(ctx: Context, { id, passwordHash }: SignInFacts, password: string): Promise<void> {
  if (passwordHash === null || !ctx.passwords.isOutdated(passwordHash)) return;
  try {
    const fresh = await ctx.passwords.hash(password);
    await replaceHash(ctx.db, { userId: id, old: passwordHash, fresh });
  } catch (error) {
    ctx.log.warn({ err: error }, "an outdated hash stays until the next sign-in");
  }
}

const refused = (): AppError =>
  new AppError("unauthenticated", "account.sign_in_refused", "E-mail and password do not belong together.");
