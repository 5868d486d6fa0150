import { claimDueRefunds } from "@careforall/db/refund";
import type { Context } from "../context/index.ts";
import { trySending } from "./send-refund.ts";

const BATCH_SIZE = 20;
/** Keeps other pollers off a refund while this one asks. */
const HOLD_MS = 60_000;

/** Sends orders that were left behind and asks about refunds that are under way. Answers how many it took. */
export async function pollRefunds(ctx: Context): Promise<number> {
  const due = await claimDueRefunds(ctx.db, BATCH_SIZE, HOLD_MS);
  await Promise.all(due.map((refund) => trySending(ctx, refund, "poller")));
  return due.length;
}
