import {
  enableTotp,
  endSessions,
  findCredentials,
  findTotp,
  lockUser,
  putPendingTotp,
} from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { AppError } from "@careforall/domain/shared";
import { generateSecret, generateURI } from "otplib";
import * as z from "zod";
import {
  type Caller,
  type DeviceHint,
  openSession,
  type OpenedSession,
  requireFresh,
} from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { refusedCode } from "./check-code.ts";
import { stepOf, zTypedCode } from "./code.ts";
import { renewCodes } from "./recovery-codes.ts";
import { seal, unseal } from "./seal.ts";
import { tellOwner } from "./tell-owner.ts";

/** How the account is called in the app. */
const ISSUER = "CareForAll";

/**
 * Makes a new secret that waits for its first code; nothing is asked of anybody before. Refuses with
 * `account.confirm_first` (403), or `account.factor_is_on` (422).
 */
export async function beginTotp(ctx: Context, caller: Caller): Promise<void> {
  requireFresh(ctx, caller);
  const { userId } = caller;
  const sealed = seal(ctx, userId, generateSecret());
  const isPut = await withTransaction(ctx.db, (tx) => putPendingTotp(tx, userId, sealed), { at: ctx.at });
  if (!isPut) throw factorIsOn();
}

export type TotpSetup = { readonly secret: string; readonly uri: string };

/** What the app must be told, while it waits for its first code; null otherwise. Needs a fresh proof, like its making. */
export async function readTotpSetup(ctx: Context, caller: Caller): Promise<TotpSetup | null> {
  requireFresh(ctx, caller);
  const totp = await findTotp(ctx.db, caller.userId);
  if (totp === null || totp.enabledAt !== null) return null;
  const secret = unseal(ctx, caller.userId, totp.sealedSecret);
  const label = (await findCredentials(ctx.db, caller.userId))?.email ?? caller.name;
  return { secret, uri: generateURI({ issuer: ISSUER, label, secret }) };
}

export const zEnableTotp = z.strictObject({ code: zTypedCode });

/** What turning it on gives: a session that was opened with it, and the codes for the paper, which nobody sees again. */
export type Enabled = { readonly opened: OpenedSession; readonly codes: readonly string[] };

/**
 * Turns the second factor on by a first code. Every session of the person ends, because none was opened with it, and
 * this browser gets a new one. Refuses with `account.confirm_first` (403), `account.code_wrong` or `account.factor_is_on`
 * (422).
 */
export async function finishTotp(
  ctx: Context,
  input: z.input<typeof zEnableTotp>,
  caller: Caller,
  device: DeviceHint,
): Promise<Enabled> {
  requireFresh(ctx, caller);
  const { code } = zEnableTotp.parse(input);
  const { userId } = caller;
  const enabled = await withTransaction(
    ctx.db,
    async (tx) => {
      await lockUser(tx, { id: userId });
      const totp = await findTotp(tx, userId);
      if (totp === null || totp.enabledAt !== null) throw factorIsOn();
      const { sealedSecret } = totp;
      const step = stepOf(unseal(ctx, userId, sealedSecret), code, tx.at);
      if (step === null) throw refusedCode("code_wrong");
      if (!(await enableTotp(tx, { userId, sealedSecret, step }))) throw factorIsOn();
      const codes = await renewCodes(ctx, tx, userId);
      await endSessions(tx, { userId, except: null, why: "factor_changed" });
      await tellOwner(ctx, tx, userId, "totp_on");
      return { opened: await openSession(ctx, tx, { userId, device, factor: "totp" }), codes };
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
  return enabled;
}

const factorIsOn = (): AppError =>
  new AppError("refused", "account.factor_is_on", "Your authenticator app is set up already.");
