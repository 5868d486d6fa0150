import { claimPledges, countClaimable as count } from "@careforall/db/guest";
import { withTransaction } from "@careforall/db/client";
import type { Caller } from "../account/index.ts";
import type { Context } from "../context/index.ts";

/** How many gifts of a guest were made with the caller's proven address and belong to no account. */
export const countClaimable = (ctx: Pick<Context, "db">, { userId }: Caller): Promise<number> =>
  count(ctx.db, userId);

/**
 * Gives the caller every gift that a guest made with their proven address, once; answers how many are new. Another
 * person's gifts stay theirs, and an anonymous gift stays anonymous.
 */
export const claimGifts = (ctx: Context, { userId }: Caller): Promise<number> =>
  withTransaction(ctx.db, (tx) => claimPledges(tx, userId), { at: ctx.at });
