import {
  findCredentials,
  insertChallenge,
  insertPasskey,
  listKnownKeys,
  listPasskeys,
  lockUser,
  takeChallenge,
} from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { CHALLENGE_TTL_MS, PASSKEYS_MAX } from "@careforall/domain/account";
import { AppError } from "@careforall/domain/shared";
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import * as z from "zod";
import { type Caller, linkHash, requireFresh } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { RP_NAME, siteOf, zChallenge, zMadeKey, zPasskeyName } from "./passkey-wire.ts";
import { tellOwner } from "./tell-owner.ts";

/**
 * What the browser is to make a key from, once and within five minutes. Refuses with `account.confirm_first` (403) or
 * `account.passkey_too_many` (422).
 */
export async function askForPasskey(
  ctx: Context,
  caller: Caller,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  requireFresh(ctx, caller);
  const { userId, name } = caller;
  const known = await listKnownKeys(ctx.db, userId);
  if (known.length >= PASSKEYS_MAX)
    throw new AppError("refused", "account.passkey_too_many", "Take one of your passkeys away first.");
  const email = (await findCredentials(ctx.db, userId))?.email ?? name;
  const options = await generateRegistrationOptions({
    rpName: RP_NAME,
    rpID: siteOf(ctx).rpID,
    userName: email,
    userDisplayName: name,
    userID: new Uint8Array(Buffer.from(userId)),
    timeout: CHALLENGE_TTL_MS,
    attestationType: "none",
    excludeCredentials: known,
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  const secretHash = linkHash(options.challenge);
  const challenge = { id: ctx.newId(), purpose: "passkey_add", secretHash, userId } as const;
  await withTransaction(ctx.db, (tx) => insertChallenge(tx, challenge), { at: ctx.at });
  return options;
}

export const zAddPasskey = z.strictObject({ name: zPasskeyName, challenge: zChallenge, answer: zMadeKey });

/** Registers the key that the browser made. Refuses with `account.passkey_refused` (422), which uses the question up. */
export async function addPasskey(
  ctx: Context,
  input: z.input<typeof zAddPasskey>,
  caller: Caller,
): Promise<void> {
  requireFresh(ctx, caller);
  const { name, challenge, answer } = zAddPasskey.parse(input);
  const { userId } = caller;
  const made = await readMadeKey(ctx, challenge, answer);
  const isAdded = await withTransaction(
    ctx.db,
    async (tx) => {
      await lockUser(tx, { id: userId });
      const asked = await takeChallenge(tx, linkHash(challenge), "passkey_add");
      if (asked === null || asked.userId !== userId || made === null) return false;
      const { id: credentialId, publicKey, counter } = made;
      const { transports } = answer.response;
      const key = { id: ctx.newId(), userId, credentialId, publicKey, counter, transports, name };
      if (!(await insertPasskey(tx, key))) return false;
      await tellOwner(ctx, tx, userId, "passkey_added");
      return true;
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
  if (!isAdded) throw passkeyRefused();
}

/** Null for what no key of this site, with its owner verified, made for this question. */
async function readMadeKey(ctx: Context, challenge: string, answer: z.output<typeof zMadeKey>) {
  const { origin, rpID } = siteOf(ctx);
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
    });
    return verified ? registrationInfo.credential : null;
  } catch (error) {
    // The library throws for every mistake in what a stranger may write: it is a refusal, and worth a line.
    ctx.log.info({ err: error }, "a passkey was refused");
    return null;
  }
}

export const passkeyRefused = (): AppError =>
  new AppError("refused", "account.passkey_refused", "This passkey is not known here. Nothing was changed.");

/** One's own keys, the oldest first. */
export const readPasskeys = (ctx: Context, { userId }: Caller) => listPasskeys(ctx.db, userId);
