import { hasRole, lockUser } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import { assertPassword, type Caller } from "../account/index.ts";
import { zTypedPassword } from "../account/input.ts";
import { wrongPassword } from "../account/verify-email.ts";
import type { Context } from "../context/index.ts";
import { removeOwn } from "../upload/index.ts";
import { eraseSubject, lockCopies } from "./erase-subject.ts";

export const zEraseAccount = z.strictObject({ password: zTypedPassword });

/**
 * Closes the caller's account and erases what names them, at once and for ever (docs/adr/0028): the account, its gifts
 * and those that a guest made with its address. Amounts, dates and references stay in the books. Answers how many gifts
 * lost their names. Refuses with `account.wrong_password` (422), and whoever works for the platform with
 * `account.erase_staff` (422): what staff did stays signed, so their roles are taken first.
 */
export async function eraseAccount(
  ctx: Context,
  input: z.input<typeof zEraseAccount>,
  { userId }: Caller,
): Promise<number> {
  const { password } = zEraseAccount.parse(input);
  const checked = await assertPassword(ctx, userId, password);
  const gifts = await withTransaction(
    ctx.db,
    async (tx) => {
      await lockCopies(tx);
      const user = await lockUser(tx, { id: userId });
      if (user === null || user.passwordHash !== checked.passwordHash) throw wrongPassword();
      if (await hasRole(tx, userId)) throw staff();
      return eraseSubject(ctx, tx, {
        subject: { kind: "account", userId, email: user.email },
        cause: "owner",
      });
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
  await removeOwn(ctx, userId);
  return gifts;
}

const staff = (): AppError =>
  new AppError(
    "refused",
    "account.erase_staff",
    "You work for this platform. Your roles must be taken first. Nothing was changed.",
  );
