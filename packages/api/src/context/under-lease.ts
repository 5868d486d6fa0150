import type { Context } from "./context.ts";

/**
 * Works under a lease, and renews it as long as that takes: a process that died or froze renews nothing, so that another
 * may take over soon, while a provider may be slow. A renewal that fails is logged and tried again the next time, so a
 * lease should last for a few of them.
 */
export async function underLease<T>(
  { log }: Pick<Context, "log">,
  lease: { readonly everyMs: number; readonly renew: () => Promise<void> },
  work: () => Promise<T>,
): Promise<T> {
  const renewing = setInterval(() => {
    lease.renew().catch((error: unknown) => log.warn({ err: error }, "a lease could not be renewed"));
  }, lease.everyMs);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
  }
}
