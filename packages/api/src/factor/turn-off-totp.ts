import { endSessions, lockUser, removeTotp, voidRecoveryCodes } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import {
  type Caller,
  type DeviceHint,
  openSession,
  type OpenedSession,
  requireFresh,
} from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { factorIsOff } from "./recovery-codes.ts";
import { tellOwner } from "./tell-owner.ts";

/**
 * Takes the authenticator app away, with its codes on paper. Every session ends, and this browser gets one that says what
 * it still proves. Refuses with `account.confirm_first` (403), or `account.factor_is_off` (422).
 */
export async function turnOffTotp(ctx: Context, caller: Caller, device: DeviceHint): Promise<OpenedSession> {
  requireFresh(ctx, caller);
  const { userId, factor } = caller;
  const opened = await withTransaction(
    ctx.db,
    async (tx) => {
      await lockUser(tx, { id: userId });
      if (!(await removeTotp(tx, userId))) throw factorIsOff();
      await voidRecoveryCodes(tx, userId);
      await endSessions(tx, { userId, except: null, why: "factor_changed" });
      await tellOwner(ctx, tx, userId, "totp_off");
      return openSession(ctx, tx, { userId, device, factor: factor === "passkey" ? factor : undefined });
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
  return opened;
}
