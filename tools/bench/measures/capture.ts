import type { Context } from "@careforall/api/context";
import { applySignals } from "@careforall/api/payment";
import { money } from "@careforall/domain/money";
import { paidNotice } from "../notices/paid-notice.ts";
import type { PlantedAttempt } from "../plant/attempts.ts";

/** What a provider's answer weighs: it is kept as evidence with each step. */
const EVIDENCE = paidNotice({ id: "bench-store", password: "none" }, 1);

/** The one door for money, as webhook, status page and poller use it: lock, decide, write everything, commit. */
export async function capture(ctx: Context, { paymentId, amountMinor }: PlantedAttempt): Promise<void> {
  const applied = await applySignals(ctx, {
    paymentId,
    cause: "webhook",
    evidence: EVIDENCE,
    signals: [
      {
        kind: "captured",
        providerPaymentId: `bench-${paymentId}`,
        bankReference: `bank-${paymentId}`,
        captured: money(amountMinor, "BDT"),
        asked: null,
        isRisky: false,
        fee: null,
      },
    ],
  });
  if (applied !== "moved") throw new Error(`the capture of ${paymentId} changed nothing`);
}
