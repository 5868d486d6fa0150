import type { Tx } from "@careforall/db/client";
import { appendEvents } from "@careforall/db/outbox";
import { accountFactorChanged, type FactorChange } from "@careforall/domain/account";
import type { Context } from "../context/index.ts";

/** Writes the event by which the owner is told; wake the outbox after the commit. */
export async function tellOwner(ctx: Context, tx: Tx, userId: string, change: FactorChange): Promise<void> {
  const event = accountFactorChanged.create(userId, { change });
  await appendEvents(tx, [{ ...event, id: ctx.newId() }], ctx.origin);
}
