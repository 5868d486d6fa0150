import {
  findPasskeyOwner,
  insertChallenge,
  listKnownKeys,
  lockPasskey,
  lockUser,
  noteConfirmed,
  notePasskeyUsed,
  noteRegression,
  type StoredPasskey,
  takeChallenge,
} from "@careforall/db/account";
import { type Tx, withTransaction } from "@careforall/db/client";
import { CHALLENGE_TTL_MS } from "@careforall/domain/account";
import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import * as z from "zod";
import { type Caller, type DeviceHint, linkHash, openSession, type OpenedSession } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { passkeyRefused } from "./add-passkey.ts";
import { siteOf, type Signed, userHandleOf, zChallenge, zSigned } from "./passkey-wire.ts";

/** What a browser is to sign, once and within five minutes; with a caller, by one of their keys, else by any of ours. */
export async function askPasskey(
  ctx: Context,
  caller: Caller | null,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const allowCredentials = caller === null ? [] : await listKnownKeys(ctx.db, caller.userId);
  const options = await generateAuthenticationOptions({
    rpID: siteOf(ctx).rpID,
    timeout: CHALLENGE_TTL_MS,
    userVerification: "required",
    allowCredentials,
  });
  const challenge = {
    id: ctx.newId(),
    purpose: caller === null ? "passkey_sign_in" : "passkey_confirm",
    secretHash: linkHash(options.challenge),
    userId: caller?.userId ?? null,
  } as const;
  await withTransaction(ctx.db, (tx) => insertChallenge(tx, challenge), { at: ctx.at });
  return options;
}

export const zUsePasskey = z.strictObject({ challenge: zChallenge, answer: zSigned });

/**
 * Opens a session by a passkey, which counts as a second factor: it is a thing that one has, and its owner was verified
 * by it. Refuses with `account.passkey_refused` (422) alike for everything that is wrong.
 */
export async function signInWithPasskey(
  ctx: Context,
  input: z.input<typeof zUsePasskey>,
  device: DeviceHint,
): Promise<OpenedSession> {
  const used = zUsePasskey.parse(input);
  return withKey(ctx, { ...used, purpose: "passkey_sign_in" }, (tx, { userId }) =>
    openSession(ctx, tx, { userId, device, factor: "passkey" }),
  );
}

/** Proves anew that the owner is there. Refuses with `account.passkey_refused` (422). */
export async function confirmWithPasskey(
  ctx: Context,
  input: z.input<typeof zUsePasskey>,
  { userId, sid }: Caller,
): Promise<void> {
  const used = zUsePasskey.parse(input);
  await withKey(ctx, { ...used, purpose: "passkey_confirm", of: userId }, async (tx) => {
    await noteConfirmed(tx, sid);
    return true;
  });
}

type Use = {
  readonly challenge: string;
  readonly answer: Signed;
  readonly purpose: "passkey_sign_in" | "passkey_confirm";
  /** Whose key it must be; absent: whoever's it is. */
  readonly of?: string;
};

/** Whether the question was asked of this person, and the key is theirs; of nobody when anybody may answer. */
const isFor = (of: string | undefined, askedOf: string | null, ownerOfKey: string): boolean =>
  askedOf === (of ?? null) && (of === undefined || of === ownerOfKey);

/** Does the work for whoever owns the key, if the key answers this question; the question is used up either way. */
async function withKey<Done>(
  ctx: Context,
  use: Use,
  work: (tx: Tx, key: StoredPasskey) => Promise<Done>,
): Promise<Done> {
  const owner = await findPasskeyOwner(ctx.db, use.answer.id);
  const done = await withTransaction(
    ctx.db,
    async (tx) => {
      const user = owner === null ? null : await lockUser(tx, { id: owner });
      const asked = await takeChallenge(tx, linkHash(use.challenge), use.purpose);
      const key = await lockPasskey(tx, use.answer.id);
      if (asked === null || key === null || user === null || key.userId !== user.id) return null;
      if (user.status !== "active" || user.emailVerifiedAt === null) return null;
      if (!isFor(use.of, asked.userId, key.userId)) return null;
      return (await isRightAnswer(ctx, tx, use, key)) ? work(tx, key) : null;
    },
    { at: ctx.at },
  );
  if (done === null) throw passkeyRefused();
  return done;
}

/** Verifies the signature, then the key's own count: one that went back may be a copy, which is noted and refused. */
async function isRightAnswer(
  ctx: Context,
  tx: Tx,
  { challenge, answer }: Use,
  key: StoredPasskey,
): Promise<boolean> {
  const counter = await verifiedCounter(ctx, challenge, answer, key);
  if (counter === null) return false;
  if ((counter > 0 || key.counter > 0) && counter <= key.counter) {
    await noteRegression(tx, key.id);
    ctx.log.warn({ passkeyId: key.id }, "the count of a passkey went back: there may be a copy of it");
    return false;
  }
  await notePasskeyUsed(tx, key.id, counter);
  return true;
}

async function verifiedCounter(
  ctx: Context,
  challenge: string,
  answer: Signed,
  key: StoredPasskey,
): Promise<number | null> {
  const { userHandle, ...rest } = answer.response;
  if (userHandle !== undefined && userHandle !== userHandleOf(key.userId)) return null;
  const { origin, rpID } = siteOf(ctx);
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...answer, response: { ...rest, ...(userHandle !== undefined && { userHandle }) } },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
      // Judged here, so that a count that went back is told from a wrong signature.
      credential: { id: key.credentialId, publicKey: new Uint8Array(key.publicKey), counter: 0 },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch (error) {
    ctx.log.info({ err: error }, "a passkey was refused");
    return null;
  }
}
