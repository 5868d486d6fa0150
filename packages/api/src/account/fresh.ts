import { isFresh } from "@careforall/domain/account";
import { AppError } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import type { Caller } from "./caller.ts";

/**
 * Refuses (403 `account.confirm_first`) unless the caller proved within five minutes to be there: for what cannot be
 * taken back. A browser that was left signed in is not its owner. Pages lead to `/me/confirm` and back.
 */
export function requireFresh(ctx: Context, { confirmedAt }: Caller): void {
  if (!isFresh(confirmedAt, ctx.at ?? new Date()))
    throw new AppError("forbidden", "account.confirm_first", "Confirm first that it is you.");
}
