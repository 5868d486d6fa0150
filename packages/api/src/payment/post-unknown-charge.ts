import { withTransaction } from "@careforall/db/client";
import { insertException, insertPosting, isPosted } from "@careforall/db/ledger";
import { credit, debit, posting } from "@careforall/domain/ledger";
import { captureReference, type PaymentProvider, type ProviderSignal } from "@careforall/domain/payment";
import { AppError } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import { providerNamed } from "./connected-provider.ts";

type Captured = Extract<ProviderSignal, { kind: "captured" }>;

/**
 * Money that the provider holds for us under a reference that is no attempt of ours: posted to suspense with a case
 * for staff, once. Never makes a payment out of a notification. Answers `unmatched` when the provider knows of no
 * money either. Throws AppError `unavailable` when the provider says what nobody understands: there is no attempt that
 * could wait for review, so the notification is tried again, and ends in the dead letters where staff see it.
 */
export async function postUnknownCharge(
  ctx: Context,
  providerName: string,
  charge: { readonly reference: string; readonly proofId: string | null },
): Promise<"unmatched" | "unattributed"> {
  const provider = providerNamed(ctx, providerName);
  const { signals } = await provider.askPayment({
    reference: charge.reference,
    proofId: charge.proofId ?? undefined,
  });
  const captures = signals.filter((signal) => signal.kind === "captured");
  for (const capture of captures) await postOne(ctx, provider, charge.reference, capture);
  const odd = signals.find((signal) => signal.kind === "needs_review");
  if (odd !== undefined) {
    throw new AppError(
      "unavailable",
      "provider.unknown_state",
      `${provider.name} says of a charge under no attempt of ours: ${odd.word}.`,
    );
  }
  return captures.length === 0 ? "unmatched" : "unattributed";
}

async function postOne(
  ctx: Context,
  provider: PaymentProvider,
  reference: string,
  signal: Captured,
): Promise<void> {
  const fact = captureReference(provider.name, signal.providerPaymentId);
  const { amountMinor, currency } = signal.captured;
  await withTransaction(
    ctx.db,
    async (tx) => {
      if (await isPosted(tx, "capture", fact)) return;
      const id = ctx.newId();
      const entries = [
        debit({ kind: "provider_clearing", provider: provider.name }, amountMinor, currency),
        credit({ kind: "suspense" }, amountMinor, currency),
      ];
      const requestId = ctx.origin.requestId;
      await insertPosting(tx, { id, posting: posting("capture", fact, entries), paymentId: null, requestId });
      await insertException(tx, {
        id: ctx.newId(),
        kind: "unknown_charge",
        paymentId: null,
        postingId: id,
        detail: `${provider.name} holds ${amountMinor} ${currency} (minor units) under ${reference}, which is no attempt of ours.`,
        charge: {
          provider: provider.name,
          providerPaymentId: signal.providerPaymentId,
          bankReference: signal.bankReference,
          money: signal.captured,
        },
      });
    },
    { at: ctx.at },
  );
}
