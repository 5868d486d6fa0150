import {
  countRecoveryCodes,
  findCredentials,
  hasTotp,
  lockUser,
  replaceRecoveryCodes,
} from "@careforall/db/account";
import { type Tx, withTransaction } from "@careforall/db/client";
import { AppError } from "@careforall/domain/shared";
import { type Caller, requireFresh } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { newRecoveryCodes, recoveryHash } from "./code.ts";
import { tellOwner } from "./tell-owner.ts";

/** Makes new codes, which void the earlier ones. Shown once: here are only their digests. */
export async function renewCodes(ctx: Context, tx: Tx, userId: string): Promise<readonly string[]> {
  const codes = newRecoveryCodes();
  const rows = codes.map((code) => ({ id: ctx.newId(), hash: recoveryHash(userId, code) }));
  await replaceRecoveryCodes(tx, userId, rows);
  return codes;
}

/** The same at its owner's wish. Refuses with `account.confirm_first` (403), or `account.factor_is_off` (422). */
export async function renewRecoveryCodes(ctx: Context, caller: Caller): Promise<readonly string[]> {
  requireFresh(ctx, caller);
  const { userId } = caller;
  const codes = await withTransaction(
    ctx.db,
    async (tx) => {
      await lockUser(tx, { id: userId });
      if (!(await hasTotp(tx, userId))) throw factorIsOff();
      await tellOwner(ctx, tx, userId, "codes_renewed");
      return renewCodes(ctx, tx, userId);
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
  return codes;
}

/** What the page of one's own security says. */
export type FactorState = {
  /** False for an account that signs in in other ways alone. */
  readonly hasPassword: boolean;
  readonly hasApp: boolean;
  readonly codesLeft: number;
};

export async function readFactors(ctx: Context, { userId }: Caller): Promise<FactorState> {
  const [credentials, hasApp, codesLeft] = await Promise.all([
    findCredentials(ctx.db, userId),
    hasTotp(ctx.db, userId),
    countRecoveryCodes(ctx.db, userId),
  ]);
  return { hasPassword: (credentials?.passwordHash ?? null) !== null, hasApp, codesLeft };
}

export const factorIsOff = (): AppError =>
  new AppError("refused", "account.factor_is_off", "You have set up no authenticator app.");
