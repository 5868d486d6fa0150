import { type PaymentProvider } from "../../packages/domain/src/payment/index.ts";
import type { Session } from "./simulator.ts";
import { SeedError } from "./seed-error.ts";

/**
 * The real adapter, except that a page which the simulator has opened before is not asked for again: the gateway
 * refuses a second one under the same reference. That happens after an interrupted run, and when the database is new
 * but the simulator's books are not.
 */
export const resumable = (
  provider: PaymentProvider,
  simulatorUrl: string,
  sessions: ReadonlyMap<string, Session>,
): PaymentProvider => ({
  ...provider,
  async startCheckout(request) {
    const known = sessions.get(request.reference);
    if (known === undefined) return provider.startCheckout(request);
    if (known.amountMinor !== request.amount.amountMinor) {
      throw new SeedError(
        `the simulator knows ${request.reference} with another amount, from another version of the seed. Type: pnpm seed --reset`,
      );
    }
    return {
      outcome: "opened",
      redirectUrl: `${simulatorUrl}/EasyCheckOut/${known.sessionKey}`,
      sessionId: known.sessionKey,
    };
  },
});
