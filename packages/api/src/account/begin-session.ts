import { randomBytes } from "node:crypto";
import { hasTotp, insertChallenge } from "@careforall/db/account";
import type { Tx } from "@careforall/db/client";
import type { Context } from "../context/index.ts";
import { linkHash } from "./link.ts";
import { type DeviceHint, openSession, type OpenedSession } from "./open-session.ts";

/** The first step was right, and a second step is to come: the secret is for this browser alone. */
export type HalfWay = { readonly step: string };
export type Begun = OpenedSession | HalfWay;

const STEP_SECRET_BYTES = 32;

type Entry = {
  readonly userId: string;
  readonly device: DeviceHint;
  /** By a sign-in provider's word, not a password. */
  readonly isByProvider?: boolean;
};

/** What a right password, or a provider's word, gives: a session, or the first half of one when the person has a second factor. */
export async function beginSession(
  ctx: Context,
  tx: Tx,
  { userId, device, isByProvider = false }: Entry,
): Promise<Begun> {
  if (!(await hasTotp(tx, userId))) return openSession(ctx, tx, { userId, device, isByProvider });
  const step = randomBytes(STEP_SECRET_BYTES).toString("base64url");
  const challenge = { id: ctx.newId(), purpose: "second_step", secretHash: linkHash(step), userId } as const;
  await insertChallenge(tx, challenge);
  return { step };
}
