import { type Tx, withTransaction } from "@careforall/db/client";
import {
  findCharge,
  findSettlement,
  insertPosting,
  listCharges,
  lockPosting,
  type PostedCharge,
} from "@careforall/db/ledger";
import { appendEvents } from "@careforall/db/outbox";
import { appendHistory, type LockedPayment, lockPayment, settlePayment } from "@careforall/db/payment";
import { captureReference, type ProviderName, RANK } from "@careforall/domain/payment";
import {
  type Charge,
  settleCharge as decide,
  type Settled,
  type SettlementDecision,
  type SettlementLine,
} from "@careforall/domain/settlement";
import { assert } from "@careforall/domain/shared";
import { appendAudit } from "../audit/index.ts";
import type { Context } from "../context/index.ts";
import { refusedSettlement } from "./refusals.ts";

/** Which charge a statement is about: by the provider's id of it, by the attempt, or by both, which must agree. */
export type ChargeName = {
  readonly provider: ProviderName;
  readonly providerPaymentId: string | null;
  readonly paymentId: string | null;
};

export type SettleCharge = {
  readonly charge: ChargeName;
  readonly line: SettlementLine;
  /** The day that the provider's statement names, `2026-11-21`; null when it names none. */
  readonly settledOn: string | null;
  /** Where the statement was read, for the history. */
  readonly evidence: string;
  /** Decides and writes nothing. */
  readonly isDry?: boolean;
};

export type SettlementView = {
  readonly outcome: "settled" | "duplicate";
  readonly providerPaymentId: string;
  /** Null for a charge under no attempt of ours. */
  readonly paymentId: string | null;
  readonly currency: string;
  readonly settled: Settled;
};

/**
 * THE ONE DOOR for settlements: the only place where it is recorded that a provider paid a charge out to our bank. Lock
 * pledge and payment, decide, write everything, commit. The same statement again changes nothing. Throws AppError
 * `settlement.*` (422), and nothing is posted then.
 */
export async function settleCharge(ctx: Context, input: SettleCharge): Promise<SettlementView> {
  const { view, events } = await withTransaction(ctx.db, (tx) => settle(ctx, tx, input), { at: ctx.at });
  for (const type of events) ctx.metrics.gifts.inc({ outcome: type });
  if (events.length > 0) ctx.wake("outbox");
  return view;
}

async function settle(
  ctx: Context,
  tx: Tx,
  input: SettleCharge,
): Promise<{ readonly view: SettlementView; readonly events: readonly string[] }> {
  const { charge, before } = await lockCharge(tx, input.charge);
  const earlier = await findSettlement(tx, captureReference(charge.provider, charge.providerPaymentId));
  const decision = decide(charge, earlier, input.line, tx.at);
  if (decision.outcome === "refused") throw refusedSettlement(decision.code, charge.captured);
  const named = {
    providerPaymentId: charge.providerPaymentId,
    paymentId: charge.payment?.id ?? null,
    currency: charge.captured.currency,
  };
  if (decision.outcome === "ignored") {
    assert(earlier !== null, "a duplicate repeats a settlement");
    return { view: { ...named, outcome: "duplicate", settled: earlier }, events: [] };
  }
  const { settled, events } = decision;
  if (input.isDry !== true) {
    await write(ctx, tx, { before, decision, input });
    await noteEntered(ctx, tx, charge, { settled, evidence: input.evidence });
  }
  return {
    view: { ...named, outcome: "settled", settled },
    events: input.isDry === true ? [] : events.map(({ type }) => type),
  };
}

function noteEntered(
  ctx: Context,
  tx: Tx,
  { provider, providerPaymentId, captured: { currency } }: Charge,
  { settled, evidence }: { readonly settled: Settled; readonly evidence: string },
): Promise<void> {
  const { grossMinor, feeMinor, netMinor } = settled;
  return appendAudit(tx, ctx, {
    action: "settlement.enter",
    subject: { type: "charge", id: captureReference(provider, providerPaymentId) },
    before: null,
    after: { currency, grossMinor: `${grossMinor}`, feeMinor: `${feeMinor}`, netMinor: `${netMinor}` },
    reason: evidence,
  });
}

/** The charge that a statement means, with its attempt under lock, or with its posting when it has none. */
async function lockCharge(
  tx: Tx,
  name: ChargeName,
): Promise<{ readonly charge: Charge; readonly before: LockedPayment | null }> {
  const providerPaymentId = name.providerPaymentId ?? (await onlyChargeOf(tx, name.paymentId));
  const posted = await findCharge(tx, name.provider, providerPaymentId);
  if (posted === null) throw refusedSettlement("settlement.unknown_charge", null);
  if (!(await isChargeOf(tx, posted, name.paymentId))) {
    throw refusedSettlement("settlement.other_payment", posted.captured);
  }
  const before = posted.paymentId === null ? null : await lockPayment(tx, posted.paymentId);
  if (before === null) await lockPosting(tx, posted.postingId);
  return { charge: { ...posted, payment: before?.payment ?? null }, before };
}

/** An unknown charge may carry a reference that looks like one of ours, as long as no attempt holds money under it. */
async function isChargeOf(tx: Tx, posted: PostedCharge, paymentId: string | null): Promise<boolean> {
  if (paymentId === null || posted.paymentId === paymentId) return true;
  return posted.paymentId === null && (await listCharges(tx, paymentId)).length === 0;
}

/** An attempt names its charge only while it has one. */
async function onlyChargeOf(tx: Tx, paymentId: string | null): Promise<string> {
  const [first, second] = paymentId === null ? [] : await listCharges(tx, paymentId);
  if (first === undefined) throw refusedSettlement("settlement.unknown_charge", null);
  if (second !== undefined) throw refusedSettlement("settlement.ambiguous", null);
  return first;
}

async function write(
  ctx: Context,
  tx: Tx,
  row: {
    readonly before: LockedPayment | null;
    readonly decision: Extract<SettlementDecision, { outcome: "settled" }>;
    readonly input: SettleCharge;
  },
): Promise<void> {
  const { before, decision, input } = row;
  const paymentId = before?.payment.id ?? null;
  const { requestId } = ctx.origin;
  await insertPosting(tx, { id: ctx.newId(), posting: decision.posting, paymentId, requestId });
  if (before === null || decision.payment === null) return;
  await settlePayment(tx, before, { feeMinor: decision.settled.feeMinor, settledOn: input.settledOn });
  await appendHistory(tx, {
    paymentId: before.payment.id,
    steps: [{ from: "captured", to: "completed", toRank: RANK.captured }],
    cause: "staff",
    evidence: input.evidence,
    origin: ctx.origin,
  });
  await appendEvents(
    tx,
    decision.events.map((event) => ({ ...event, id: ctx.newId() })),
    ctx.origin,
  );
}
