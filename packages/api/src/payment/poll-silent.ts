import { claimSilentAttempts, renewAsking } from "@careforall/db/payment";
import { type Context, underLease } from "../context/index.ts";
import { confirmPayment } from "./confirm-payment.ts";

const BATCH_SIZE = 20;
/** Keeps other pollers off an attempt while this one asks; one that is silent for so long is dead or frozen. */
const LEASE_MS = 10_000;
/** A provider may take longer to answer than a lease lasts; two renewals may fail. */
const RENEW_MS = 3_000;

/** Asks the provider about attempts that nobody has reported on: a lost notification costs time, never a gift. */
export async function pollSilent(ctx: Context): Promise<number> {
  const attempts = await claimSilentAttempts(ctx.db, BATCH_SIZE, LEASE_MS);
  await Promise.all(
    attempts.map(({ id }) => {
      const lease = { everyMs: RENEW_MS, renew: () => renewAsking(ctx.db, id, LEASE_MS) };
      return underLease(ctx, lease, () => confirmPayment(ctx, { paymentId: id, cause: "poller" })).catch(
        (error: unknown) => {
          ctx.log.warn({ paymentId: id, err: error }, "the provider did not answer about a silent attempt");
        },
      );
    }),
  );
  return attempts.length;
}
