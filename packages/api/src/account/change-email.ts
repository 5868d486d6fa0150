import {
  findLiveToken,
  insertTokenRequest,
  lockUser,
  setEmail,
  takeToken,
  voidTokens,
} from "@careforall/db/account";
import { constraintOf, withTransaction } from "@careforall/db/client";
import { appendEvents } from "@careforall/db/outbox";
import { accountEmailChanged, accountLinkAsked, zAccountEmail } from "@careforall/domain/account";
import { zLocale } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import { assertPassword } from "./assert-password.ts";
import type { Caller } from "./caller.ts";
import { zLinkSecret, zTypedPassword } from "./input.ts";
import { linkHash } from "./link.ts";
import { deadLink, wrongPassword } from "./verify-email.ts";

export const zAskEmailChange = z.strictObject({
  email: zAccountEmail,
  password: zTypedPassword,
  locale: zLocale.default("en"),
});

/**
 * Asks for a link at the new address; nothing changes before it is used. An address that somebody else has is answered
 * alike, and gets no link. Refuses with `account.wrong_password` (422).
 */
export async function askEmailChange(
  ctx: Context,
  input: z.input<typeof zAskEmailChange>,
  { userId }: Caller,
): Promise<void> {
  const { email, password, locale } = zAskEmailChange.parse(input);
  const checked = await assertPassword(ctx, userId, password);
  const id = ctx.newId();
  const event = accountLinkAsked.create(id, { purpose: "change_email", locale });
  await withTransaction(
    ctx.db,
    async (tx) => {
      const user = await lockUser(tx, { id: userId });
      if (user === null || user.passwordHash !== checked.passwordHash) throw wrongPassword();
      await insertTokenRequest(tx, { id, purpose: "change_email", email, userId, locale });
      await appendEvents(tx, [{ ...event, id: ctx.newId() }], ctx.origin);
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
}

export const zChangeEmail = z.strictObject({ secret: zLinkSecret });

/**
 * Gives an account the address that its link was sent to, and tells the old one. Links that were sent to the old address
 * are worthless from now on. Refuses with `account.link_dead` (422), also when somebody else has the address by now.
 */
export async function changeEmail(ctx: Context, input: z.input<typeof zChangeEmail>): Promise<void> {
  const hash = linkHash(zChangeEmail.parse(input).secret);
  const token = await findLiveToken(ctx.db, hash, "change_email");
  if (token === null) throw deadLink();
  try {
    await withTransaction(
      ctx.db,
      async (tx) => {
        const user = await lockUser(tx, { id: token.userId });
        const used = await takeToken(tx, hash, "change_email");
        if (used === null || user === null || user.status !== "active") throw deadLink();
        await setEmail(tx, used.userId, used.email);
        await voidTokens(tx, used.userId, ["verify_email", "reset_password"]);
        const event = accountEmailChanged.create(used.userId, { requestId: used.id });
        await appendEvents(tx, [{ ...event, id: ctx.newId() }], ctx.origin);
      },
      { at: ctx.at },
    );
  } catch (error) {
    if (constraintOf(error) === "user_account_email_key") throw deadLink();
    throw error;
  }
  ctx.wake("outbox");
}
