import {
  endSessions,
  findLiveToken,
  insertTokenRequest,
  lockUser,
  setPassword,
  takeToken,
  voidTokens,
} from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { appendEvents } from "@careforall/db/outbox";
import { accountLinkAsked, accountPasswordChanged, zAccountEmail } from "@careforall/domain/account";
import { zLocale } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import { zLinkSecret, zNewPassword } from "./input.ts";
import { refuseWeakPassword } from "./judge-new-password.ts";
import { linkHash } from "./link.ts";
import { deadLink, noteVerified } from "./verify-email.ts";

export const zAskReset = z.strictObject({ email: zAccountEmail, locale: zLocale.default("en") });

/**
 * Asks for a link to set a new password. The same is written for every address; whether it has an account is looked up
 * when the mail is prepared, so that neither the answer nor its time tells.
 */
export async function askReset(ctx: Context, input: z.input<typeof zAskReset>): Promise<void> {
  const { email, locale } = zAskReset.parse(input);
  const id = ctx.newId();
  const event = accountLinkAsked.create(id, { purpose: "reset_password", locale });
  await withTransaction(
    ctx.db,
    async (tx) => {
      await insertTokenRequest(tx, { id, purpose: "reset_password", email, userId: null, locale });
      await appendEvents(tx, [{ ...event, id: ctx.newId() }], ctx.origin);
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
}

export const zResetPassword = z.strictObject({ secret: zLinkSecret, password: zNewPassword });

/**
 * Sets a new password by a mailed link, which proves the address too, and ends every session: whoever knew the old
 * password is out. Refuses with `account.link_dead` or `account.password_*` (422); a weak password does not use the
 * link up.
 */
export async function resetPassword(ctx: Context, input: z.input<typeof zResetPassword>): Promise<void> {
  const { secret, password } = zResetPassword.parse(input);
  const hash = linkHash(secret);
  const token = await findLiveToken(ctx.db, hash, "reset_password");
  if (token === null) throw deadLink();
  refuseWeakPassword(password, [token.email]);
  const passwordHash = await ctx.passwords.hash(password);
  await withTransaction(
    ctx.db,
    async (tx) => {
      const user = await lockUser(tx, { id: token.userId });
      const used = await takeToken(tx, hash, "reset_password");
      // The address may have changed since: then the link no longer goes to the account's owner.
      if (used === null || user === null || user.status !== "active" || user.email !== used.email)
        throw deadLink();
      await setPassword(tx, user.id, passwordHash);
      await voidTokens(tx, user.id, ["verify_email", "reset_password", "change_email"]);
      await endSessions(tx, { userId: user.id, except: null, why: "password_reset" });
      await noteVerified(ctx, tx, user.id, "reset_password");
      const event = accountPasswordChanged.create(user.id, { how: "reset" });
      await appendEvents(tx, [{ ...event, id: ctx.newId() }], ctx.origin);
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
}
