import { claimSilentAttempts } from "@careforall/db/payment";
import type { Context } from "../context/index.ts";
import { confirmPayment } from "./confirm-payment.ts";

const BATCH_SIZE = 20;
/** Keeps other pollers off an attempt while this one asks. */
const HOLD_MS = 60_000;

/** Asks the provider about attempts that nobody has reported on: a lost notification costs time, never a gift. */
export async function pollSilent(ctx: Context): Promise<number> {
  const attempts = await claimSilentAttempts(ctx.db, BATCH_SIZE, HOLD_MS);
  await Promise.all(
    attempts.map(({ id }) =>
      confirmPayment(ctx, { paymentId: id, cause: "poller" }).catch((error: unknown) => {
        ctx.log.warn({ paymentId: id, err: error }, "the provider did not answer about a silent attempt");
      }),
    ),
  );
  return attempts.length;
}
