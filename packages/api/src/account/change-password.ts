import { endSessions, lockUser, setPassword, voidTokens } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { appendEvents } from "@careforall/db/outbox";
import { accountPasswordChanged } from "@careforall/domain/account";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import { assertPassword } from "./assert-password.ts";
import type { Caller } from "./caller.ts";
import { zNewPassword, zTypedPassword } from "./input.ts";
import { refuseWeakPassword } from "./judge-new-password.ts";
import { wrongPassword } from "./verify-email.ts";

export const zChangePassword = z.strictObject({ current: zTypedPassword, password: zNewPassword });

/**
 * Sets a new password with the old one, and ends the person's other sessions. Refuses with `account.wrong_password` or
 * `account.password_*` (422).
 */
export async function changePassword(
  ctx: Context,
  input: z.input<typeof zChangePassword>,
  { userId, sid }: Caller,
): Promise<void> {
  const { current, password } = zChangePassword.parse(input);
  const checked = await assertPassword(ctx, userId, current);
  refuseWeakPassword(password, [checked.email, checked.name]);
  const passwordHash = await ctx.passwords.hash(password);
  await withTransaction(
    ctx.db,
    async (tx) => {
      const user = await lockUser(tx, { id: userId });
      // Of two who change it at once, the second typed a password that is not the current one any more.
      if (user === null || user.passwordHash !== checked.passwordHash) throw wrongPassword();
      await setPassword(tx, userId, passwordHash);
      await voidTokens(tx, userId, ["reset_password", "change_email"]);
      await endSessions(tx, { userId, except: sid, why: "password_changed" });
      const event = accountPasswordChanged.create(userId, { how: "changed" });
      await appendEvents(tx, [{ ...event, id: ctx.newId() }], ctx.origin);
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
}
