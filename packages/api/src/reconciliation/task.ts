import { AppError } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import type { UpkeepTask } from "../upkeep/index.ts";
import { reconcile } from "./reconcile.ts";

const MINUTE_MS = 60_000;

/** The poller asks about younger attempts every few seconds, and their donors are waiting for their mail. */
const YOUNG_MS = 5 * MINUTE_MS;
/** The time of a notification that is on its way while we ask. */
const GRACE_MS = 15_000;

/** What the worker does every ten minutes. Answers how much was repaired. */
export const RECONCILIATION_TASK: UpkeepTask = {
  name: "reconciliation",
  everyMs: 10 * MINUTE_MS,
  run: async (ctx, signal) => {
    if (!ctx.config.mayReconcile) return 0;
    const done = await reconcileUnlessUnderWay(ctx, signal);
    if (done === null) return 0;
    if (done.error !== null) throw new Error(done.error);
    return done.repaired;
  },
};

/** Null while a person's run is under way: that one does the work. */
async function reconcileUnlessUnderWay(ctx: Context, signal: AbortSignal) {
  try {
    return await reconcile(ctx, {
      isDryRun: false,
      trigger: "schedule",
      who: "worker",
      youngMs: YOUNG_MS,
      graceMs: GRACE_MS,
      signal,
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "reconciliation.under_way") return null;
    throw error;
  }
}
