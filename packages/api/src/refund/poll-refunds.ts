import { claimDueRefunds } from "@careforall/db/refund";
import type { Context } from "../context/index.ts";
import { REFUND_LEASE_MS } from "./refund-lease.ts";
import { trySending } from "./send-refund.ts";

const BATCH_SIZE = 20;

/** Sends orders that were left behind and asks about refunds that are under way. Answers how many it took. */
export async function pollRefunds(ctx: Context): Promise<number> {
  const due = await claimDueRefunds(ctx.db, BATCH_SIZE, REFUND_LEASE_MS);
  await Promise.all(due.map((refund) => trySending(ctx, refund, "poller")));
  return due.length;
}
