import { hasRole, lockUser } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { AppError } from "@careforall/domain/shared";
import { type Caller, notSignedIn, requireFresh } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { removeOwn } from "../upload/index.ts";
import { eraseSubject, lockCopies } from "./erase-subject.ts";

/**
 * Closes the caller's account and erases what names them, at once and for ever (docs/adr/0028): the account, its gifts
 * and those that a guest made with its address. Amounts, dates and references stay in the books. Answers how many gifts
 * lost their names. Refuses with `account.confirm_first` (403), and whoever works for the platform with
 * `account.erase_staff` (422): what staff did stays signed, so their roles are taken first.
 */
export async function eraseAccount(ctx: Context, caller: Caller): Promise<number> {
  requireFresh(ctx, caller);
  const { userId } = caller;
  const gifts = await withTransaction(
    ctx.db,
    async (tx) => {
      await lockCopies(tx);
      const user = await lockUser(tx, { id: userId });
      if (user === null || user.status !== "active") throw notSignedIn();
      if (await hasRole(tx, userId)) throw staff();
      return eraseSubject({ ...ctx, actor: { kind: "owner", userId } }, tx, {
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
