import { insertTokenRequest, insertUser, lockUser, replaceUnverified } from "@careforall/db/account";
import { type Tx, withTransaction } from "@careforall/db/client";
import { appendEvents } from "@careforall/db/outbox";
import {
  accountLinkAsked,
  accountRegisteredAgain,
  zAccountEmail,
  zPersonName,
} from "@careforall/domain/account";
import { zLocale } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import { zNewPassword } from "./input.ts";
import { refuseWeakPassword } from "./judge-new-password.ts";

export const zRegister = z.strictObject({
  email: zAccountEmail,
  password: zNewPassword,
  name: zPersonName,
  locale: zLocale.default("en"),
});

/** Where most of our people live; anybody may change it in the profile. */
export const TIME_ZONE = "Asia/Dhaka";

/**
 * Makes an account that cannot sign in before its address is proven, and asks for the link. An address that has an
 * account already is answered alike, after the same work, and its owner is told by mail. Until it is proven, the words
 * and the password of the newest registration count: whoever confirms must know the password too, so that nobody can
 * plant one for somebody else's address.
 */
export async function register(ctx: Context, input: z.input<typeof zRegister>): Promise<void> {
  const { email, password, name, locale } = zRegister.parse(input);
  refuseWeakPassword(password, [email, name]);
  const passwordHash = await ctx.passwords.hash(password);
  await withTransaction(
    ctx.db,
    async (tx) => {
      const id = ctx.newId();
      const isNew = await insertUser(tx, { id, email, passwordHash, name, locale, timeZone: TIME_ZONE });
      if (isNew) return askForProof(ctx, tx, { userId: id, email, locale });
      const known = await lockUser(tx, { email });
      if (known === null) throw new Error("an account that has this address vanished");
      if (known.emailVerifiedAt !== null || known.status !== "active")
        return tellOwner(ctx, tx, known.id, locale);
      await replaceUnverified(tx, { userId: known.id, passwordHash, name, locale });
      await askForProof(ctx, tx, { userId: known.id, email, locale });
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
}

type Locale = z.output<typeof zLocale>;

async function askForProof(
  ctx: Context,
  tx: Tx,
  { userId, email, locale }: { userId: string; email: string; locale: Locale },
): Promise<void> {
  const id = ctx.newId();
  await insertTokenRequest(tx, { id, purpose: "verify_email", email, userId, locale });
  const event = accountLinkAsked.create(id, { purpose: "verify_email", locale });
  await appendEvents(tx, [{ ...event, id: ctx.newId() }], ctx.origin);
}

async function tellOwner(ctx: Context, tx: Tx, userId: string, locale: Locale): Promise<void> {
  const event = accountRegisteredAgain.create(userId, { locale });
  await appendEvents(tx, [{ ...event, id: ctx.newId() }], ctx.origin);
}
