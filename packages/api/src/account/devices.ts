import { listOpenSessions } from "@careforall/db/account";
import { isSessionOver } from "@careforall/domain/account";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import type { Caller } from "./caller.ts";

/** Nobody looks through more; who has more signs out everywhere. */
const DEVICES_MAX = 100;

export const zDevices = z.object({
  items: z.array(
    z.object({
      sid: z.uuid(),
      signedInAt: z.date(),
      lastSeenAt: z.date(),
      /** The browser as it calls itself. */
      agent: z.string().nullable(),
      address: z.string().nullable(),
      /** The one that asks. */
      isThis: z.boolean(),
    }),
  ),
});
export type Devices = z.output<typeof zDevices>;

/** Where the caller is signed in, the last used first. */
export async function listDevices(ctx: Context, { userId, sid, heldRoles }: Caller): Promise<Devices> {
  const open = await listOpenSessions(ctx.db, userId, DEVICES_MAX);
  const at = ctx.at ?? new Date();
  const isStaff = heldRoles.length > 0;
  const living = open.filter((device) => !isSessionOver({ ...device, isStaff }, at));
  return {
    items: living.map((device) => ({
      sid: device.sid,
      signedInAt: device.createdAt,
      lastSeenAt: device.lastSeenAt,
      agent: device.agent,
      address: device.address,
      isThis: device.sid === sid,
    })),
  };
}
