import { endSession, endSessions } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import type { Caller } from "./caller.ts";

/** Ends the caller's own session; once it has ended, nothing happens. */
export async function signOut(ctx: Context, { sid, userId }: Caller): Promise<void> {
  await endSession(ctx.db, { sid, userId, why: "signed_out" });
}

export const zEndDevice = z.strictObject({ sid: z.uuid() });

/** Ends one session of the caller. Another person's is refused like one that does not exist (404). */
export async function endDevice(
  ctx: Context,
  input: z.input<typeof zEndDevice>,
  { userId }: Caller,
): Promise<void> {
  const { sid } = zEndDevice.parse(input);
  if (await endSession(ctx.db, { sid, userId, why: "ended_by_owner" })) return;
  throw new AppError("not_found", "account.device_not_found", "You are not signed in there.");
}

/** Ends every session of the caller, this one too; answers how many there were. */
export const signOutEverywhere = (ctx: Context, { userId }: Caller): Promise<number> =>
  withTransaction(ctx.db, (tx) => endSessions(tx, { userId, except: null, why: "everywhere" }), {
    at: ctx.at,
  });
