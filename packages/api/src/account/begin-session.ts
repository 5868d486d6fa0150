import { randomBytes } from "node:crypto";
import { hasTotp, insertChallenge } from "@careforall/db/account";
import type { Tx } from "@careforall/db/client";
import type { Context } from "../context/index.ts";
import { linkHash } from "./link.ts";
import { type DeviceHint, openSession, type OpenedSession } from "./open-session.ts";

/** The password was right, and a second step is to come: the secret is for this browser alone. */
export type HalfWay = { readonly step: string };
export type Begun = OpenedSession | HalfWay;

const STEP_SECRET_BYTES = 32;

/** What a right password gives: a session, or the first half of one when the person has a second factor. */
export async function beginSession(
  ctx: Context,
  tx: Tx,
  { userId, device }: { readonly userId: string; readonly device: DeviceHint },
): Promise<Begun> {
  if (!(await hasTotp(tx, userId))) return openSession(ctx, tx, { userId, device });
  const step = randomBytes(STEP_SECRET_BYTES).toString("base64url");
  const challenge = { id: ctx.newId(), purpose: "second_step", secretHash: linkHash(step), userId } as const;
  await insertChallenge(tx, challenge);
  return { step };
}
