import { endSessions, hasTotp, listPasskeys, lockUser, removePasskey } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import {
  type Caller,
  type DeviceHint,
  openSession,
  type OpenedSession,
  requireFresh,
} from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { tellOwner } from "./tell-owner.ts";

export const zRemovePasskey = z.strictObject({ id: z.uuid() });

/**
 * Takes one of the caller's passkeys away; every other session ends. When it was the last second factor, this browser's
 * session ends too, and another one without a factor is answered. Refuses with `account.confirm_first` (403) or
 * `account.passkey_not_found` (404).
 */
export async function takePasskeyAway(
  ctx: Context,
  input: z.input<typeof zRemovePasskey>,
  caller: Caller,
  device: DeviceHint,
): Promise<OpenedSession | null> {
  requireFresh(ctx, caller);
  const { id } = zRemovePasskey.parse(input);
  const { userId, sid, factor } = caller;
  const opened = await withTransaction(
    ctx.db,
    async (tx) => {
      await lockUser(tx, { id: userId });
      if (!(await removePasskey(tx, userId, id))) throw notFound();
      await tellOwner(ctx, tx, userId, "passkey_removed");
      const isLast = (await listPasskeys(tx, userId)).length === 0 && !(await hasTotp(tx, userId));
      const isOver = isLast && factor !== null;
      await endSessions(tx, { userId, except: isOver ? null : sid, why: "factor_changed" });
      return isOver ? openSession(ctx, tx, { userId, device }) : null;
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
  return opened;
}

const notFound = (): AppError =>
  new AppError("not_found", "account.passkey_not_found", "You have no such passkey.");
