import { findForSignIn, findLiveToken, lockUser, markVerified, takeToken } from "@careforall/db/account";
import { type Tx, withTransaction } from "@careforall/db/client";
import { appendEvents } from "@careforall/db/outbox";
import { accountVerified, type AddressProof } from "@careforall/domain/account";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import { zLinkSecret, zTypedPassword } from "./input.ts";
import { linkHash } from "./link.ts";
import { beginSession, type Begun } from "./begin-session.ts";
import type { DeviceHint } from "./open-session.ts";

export const zVerifyEmail = z.strictObject({ secret: zLinkSecret, password: zTypedPassword });

/**
 * Proves the address of a new account, by the mailed link and the password of its registration, and signs in. Refuses
 * with `account.link_dead` (422) or `account.wrong_password` (422); a wrong password does not use the link up.
 */
export async function verifyEmail(
  ctx: Context,
  input: z.input<typeof zVerifyEmail>,
  device: DeviceHint,
): Promise<Begun> {
  const { secret, password } = zVerifyEmail.parse(input);
  const hash = linkHash(secret);
  const token = await findLiveToken(ctx.db, hash, "verify_email");
  if (token === null) throw deadLink();
  const user = await findForSignIn(ctx.db, token.email);
  if (user === null || !(await ctx.passwords.isRight(password, user.passwordHash))) throw wrongPassword();
  const begun = await withTransaction(
    ctx.db,
    async (tx) => {
      const locked = await lockUser(tx, { id: token.userId });
      const used = await takeToken(tx, hash, "verify_email");
      if (used === null || locked === null || locked.status !== "active" || locked.email !== used.email)
        throw deadLink();
      // The password that was checked is still the one: another registration may have come between.
      if (locked.passwordHash !== user.passwordHash) throw wrongPassword();
      await noteVerified(ctx, tx, locked.id, "verify_email");
      return beginSession(ctx, tx, { userId: locked.id, device });
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
  return begun;
}

/** Writes the proof of an address, with its event when it is the first. */
export async function noteVerified(ctx: Context, tx: Tx, userId: string, proof: AddressProof): Promise<void> {
  if (!(await markVerified(tx, userId))) return;
  await appendEvents(tx, [{ ...accountVerified.create(userId, { proof }), id: ctx.newId() }], ctx.origin);
}

export const deadLink = (): AppError =>
  new AppError(
    "refused",
    "account.link_dead",
    "This link was used already, or is too old. Ask for a new one. Nothing was changed.",
  );

export const wrongPassword = (): AppError =>
  new AppError("refused", "account.wrong_password", "The password is not right. Nothing was changed.");
