import { closeAgreed, noteFinding, readOurSide } from "@careforall/db/reconciliation";
import type { Money } from "@careforall/domain/money";
import { captureReference, type ProviderSignal } from "@careforall/domain/payment";
import { judgeCharge, judgeUnlisted, type OurSide } from "@careforall/domain/reconciliation";
import { AppError, uuidOf } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import type { Run } from "./run.ts";

export type Charge = {
  readonly provider: string;
  readonly reference: string;
  readonly providerPaymentId: string;
};

/**
 * Compares everything that an answer says about an attempt with our books. Answers whether anything differs. Throws
 * AppError `unavailable` when what nobody understands may be the very charge that it does not list.
 */
export async function noteAnswer(
  ctx: Context,
  run: Run,
  attempt: { readonly provider: string; readonly reference: string; readonly posted: readonly string[] },
  signals: readonly ProviderSignal[],
): Promise<boolean> {
  const { provider, reference } = attempt;
  const listed = new Set<string>();
  let differs = false;
  for (const signal of signals) {
    if (signal.kind !== "captured") continue;
    const { providerPaymentId } = signal;
    listed.add(providerPaymentId);
    const isNew = await noteCharge(ctx, run, { provider, reference, providerPaymentId }, signal.captured);
    differs ||= isNew;
  }
  for (const providerPaymentId of attempt.posted) {
    if (listed.has(providerPaymentId)) continue;
    requireUnderstood(signals);
    await noteUnlisted(ctx, run, { provider, reference, providerPaymentId });
    differs = true;
  }
  return differs;
}

/** A success that the provider does not confirm just now is not "missing there". */
function requireUnderstood(signals: readonly ProviderSignal[]): void {
  const odd = signals.find((signal) => signal.kind === "needs_review");
  if (odd === undefined) return;
  throw new AppError(
    "unavailable",
    "provider.unknown_state",
    `The provider's answer is unclear: ${odd.word}.`,
  );
}

/** Compares one charge that the provider holds with our books. Answers whether they differ. */
export async function noteCharge(ctx: Context, run: Run, charge: Charge, theirs: Money): Promise<boolean> {
  const ours = await ourSideOf(ctx, charge);
  const judgement = judgeCharge(withClaim(run, ours, charge), theirs);
  if (judgement === null) {
    if (!run.isDry) await closeAgreed(ctx.db, run.id, charge);
    return false;
  }
  await note(ctx, run, charge, ours, judgement);
  return true;
}

/** Of two unposted charges of one pledge in one run, the second is a duplicate, whichever it is. */
function withClaim({ claimed }: Run, ours: OurSide & { pledgeId: string | null }, charge: Charge): OurSide {
  if (ours.pledgeId === null || ours.attempt === null || ours.posted !== null) return ours;
  const first = claimed.get(ours.pledgeId) ?? charge.providerPaymentId;
  claimed.set(ours.pledgeId, first);
  return first === charge.providerPaymentId ? ours : { ...ours, attempt: { ...ours.attempt, isPaid: true } };
}

async function noteUnlisted(ctx: Context, run: Run, charge: Charge): Promise<void> {
  const ours = await ourSideOf(ctx, charge);
  // Null: it is no longer there, which the invariants of the ledger would tell.
  if (ours.posted !== null) await note(ctx, run, charge, ours, judgeUnlisted(ours.posted));
}

const ourSideOf = (ctx: Context, { provider, reference, providerPaymentId }: Charge) =>
  readOurSide(ctx.db, {
    provider,
    paymentId: uuidOf(reference),
    fact: captureReference(provider, providerPaymentId),
  });

async function note(
  ctx: Context,
  run: Run,
  charge: Charge,
  ours: OurSide,
  judgement: Parameters<typeof noteFinding>[1]["judgement"],
): Promise<void> {
  await noteFinding(ctx.db, {
    id: ctx.newId(),
    runId: run.id,
    isDry: run.isDry,
    ...charge,
    paymentId: ours.attempt === null ? null : uuidOf(charge.reference),
    judgement,
  });
}
