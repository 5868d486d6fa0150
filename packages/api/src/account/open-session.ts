import type { Tx } from "@careforall/db/client";
import { insertSession } from "@careforall/db/account";
import type { Factor } from "@careforall/domain/account";
import type { Context } from "../context/index.ts";

/** The browser that signs in, as it is shown to its owner later. */
export type DeviceHint = { readonly agent: string | null; readonly address: string | null };

export type OpenedSession = { readonly sid: string; readonly userId: string };

/** Every sign-in gets a session of its own: none that was there before is taken over. */
export async function openSession(
  ctx: Context,
  tx: Tx,
  more: {
    readonly userId: string;
    readonly device: DeviceHint;
    /** With what beyond the password. */
    readonly factor?: Factor | undefined;
    /** By a sign-in provider's word alone. */
    readonly isByProvider?: boolean | undefined;
  },
): Promise<OpenedSession> {
  const { userId, device, factor, isByProvider } = more;
  const sid = ctx.newId();
  await insertSession(tx, { id: sid, userId, factor, isByProvider, ...device });
  return { sid, userId };
}
