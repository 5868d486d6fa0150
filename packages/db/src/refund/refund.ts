import { isCurrency, money } from "@careforall/domain/money";
import { FEE_BEARERS, type Refund, REFUND_KINDS, type RefundState } from "@careforall/domain/refund";
import { assert } from "@careforall/domain/shared";
import { type Db, sql, type Statement, type Tx } from "../client/index.ts";
import type { Origin } from "../outbox/index.ts";

type Row = {
  id: string;
  movedAs: string | null;
  paymentId: string;
  requestKey: string;
  providerRefundId: string | null;
  currency: string;
  amountMinor: bigint;
  giftMinor: bigint;
  platformFeeMinor: bigint;
  tipMinor: bigint;
  feeCoverMinor: bigint;
  heldMinor: bigint;
  kind: string;
  reason: string;
  feeBearer: string;
  lostFeeMinor: bigint;
  acceptedAt: Date | null;
  confirmedAt: Date | null;
  failedAt: Date | null;
  requestedAt: Date;
  failDetail: string | null;
  lastError: string | null;
};

/** A refund with what only its storage knows. */
export type StoredRefund = Refund & {
  readonly requestKey: string;
  readonly requestedAt: Date;
  readonly failDetail: string | null;
  /** Why the provider's last answer is missing. */
  readonly lastError: string | null;
  /** It was ordered for the payment's held capture, which gave way to the gift: a refund of its case since then. */
  readonly isMoved: boolean;
};

const selectOf = (paymentId: string, isOfAnyCharge: boolean): Statement =>
  sql`select id, ${paymentId}::uuid as "paymentId", moved_as as "movedAs", request_key as "requestKey", provider_refund_id as "providerRefundId",
             currency, amount_minor as "amountMinor", gift_minor as "giftMinor", tip_minor as "tipMinor",
             fee_cover_minor as "feeCoverMinor", held_minor as "heldMinor", kind, reason,
             platform_fee_minor as "platformFeeMinor", fee_bearer as "feeBearer", lost_fee_minor as "lostFeeMinor",
             accepted_at as "acceptedAt", confirmed_at as "confirmedAt", failed_at as "failedAt",
             requested_at as "requestedAt", fail_detail as "failDetail", last_error as "lastError"
      from refund
      where id in (select id from refund where payment_id = ${paymentId}
                   union all
                   select r.id from money_exception x join refund r on r.case_id = x.id
                   where ${isOfAnyCharge} and x.payment_id = ${paymentId})
      order by requested_at, id`;

/** All refunds of a payment, oldest first. Inside a transaction, lock the payment before: then nothing moves them. */
export async function listRefunds(db: Db | Tx, paymentId: string): Promise<readonly StoredRefund[]> {
  return (await db.query<Row>(selectOf(paymentId, false))).map(toRefund);
}

/** The same, with the refunds of all cases about its charges. */
export async function listRefundsOfCharges(db: Db | Tx, paymentId: string): Promise<readonly StoredRefund[]> {
  return (await db.query<Row>(selectOf(paymentId, true))).map(toRefund);
}

/** A row that fits no shape of the domain is a bug, and says so. */
function toRefund(row: Row): StoredRefund {
  const kind = REFUND_KINDS.find((known) => known === row.kind);
  assert(kind !== undefined && isCurrency(row.currency), `refund ${row.id} has a known kind and currency`);
  const feeBearer = FEE_BEARERS.find((known) => known === row.feeBearer);
  assert(feeBearer !== undefined, `refund ${row.id} says who bears its fee`);
  const { id, paymentId, requestKey, reason, providerRefundId, requestedAt, failDetail, lastError } = row;
  return {
    id,
    paymentId,
    requestKey,
    requestedAt,
    failDetail,
    lastError,
    isMoved: row.movedAs !== null,
    money: money(row.amountMinor, row.currency),
    split: {
      giftMinor: row.giftMinor,
      platformFeeMinor: row.platformFeeMinor,
      tipMinor: row.tipMinor,
      feeCoverMinor: row.feeCoverMinor,
      heldMinor: row.heldMinor,
    },
    kind,
    reason,
    feeBearer,
    lostFeeMinor: row.lostFeeMinor,
    providerRefundId,
    acceptedAt: row.acceptedAt,
    confirmedAt: row.confirmedAt,
    failedAt: row.failedAt,
  };
}

/**
 * Writes an order and reserves its money on the payment, under the payment's lock. The CHECK `payment_refunds_fit`
 * refuses what the decision should have refused.
 */
export async function insertRefund(
  tx: Tx,
  row: {
    refund: Refund;
    requestKey: string;
    orderedBy: string | null;
    provider: string;
    nextTryAt: Date | null;
    origin: Origin;
  },
): Promise<void> {
  const { refund, origin } = row;
  const { split } = refund;
  await tx.query(
    sql`insert into refund (id, payment_id, request_key, ordered_by, provider, currency, amount_minor, gift_minor,
          tip_minor, fee_cover_minor, held_minor, platform_fee_minor, fee_bearer, lost_fee_minor, kind, reason,
          requested_at, next_try_at, request_id, traceparent)
        values (${refund.id}, ${refund.paymentId}, ${row.requestKey}, ${row.orderedBy}, ${row.provider}, ${refund.money.currency},
          ${refund.money.amountMinor}, ${split.giftMinor}, ${split.tipMinor}, ${split.feeCoverMinor},
          ${split.heldMinor}, ${split.platformFeeMinor}, ${refund.feeBearer}, ${refund.lostFeeMinor}, ${refund.kind}, ${refund.reason}, ${tx.at}, ${row.nextTryAt}, ${origin.requestId},
          ${origin.traceparent})`,
  );
  await reserve(tx, refund.paymentId, refund.money.amountMinor);
}

/** Adds to what refunds have reserved of a payment; a negative amount gives it free again. */
export async function reserve(tx: Tx, paymentId: string, amountMinor: bigint): Promise<void> {
  const rows = await tx.query(
    sql`update payment set refund_reserved_minor = refund_reserved_minor + ${amountMinor}::bigint
        where id = ${paymentId}
          and refund_reserved_minor + ${amountMinor}::bigint between 0 and coalesce(captured_minor, 0)
        returning id`,
  );
  assert(rows.length === 1, `${amountMinor} fits into what refunds of payment ${paymentId} may reserve`);
}

type RefundFacts = Pick<Refund, "id" | "providerRefundId" | "acceptedAt" | "confirmedAt" | "failedAt">;

/** Writes the decided facts of a refund, under the lock of its payment or case. */
export async function saveRefund(
  tx: Tx,
  row: { refund: RefundFacts; failDetail: string | null; nextTryAt: Date | null },
): Promise<void> {
  const { refund } = row;
  await tx.query(
    sql`update refund set provider_refund_id = ${refund.providerRefundId}, accepted_at = ${refund.acceptedAt},
          confirmed_at = ${refund.confirmedAt}, failed_at = ${refund.failedAt},
          fail_detail = ${row.failDetail?.slice(0, 300) ?? null}, next_try_at = ${row.nextTryAt}, last_error = null
        where id = ${refund.id}`,
  );
}

/** Appends steps to a refund's history, numbered after the last one, under the lock of its payment or case. */
export async function appendRefundHistory(
  tx: Tx,
  row: {
    refundId: string;
    states: readonly RefundState[];
    cause: string;
    evidence: string | null;
    origin: Origin;
  },
): Promise<void> {
  await tx.query(
    sql`insert into refund_history (refund_id, seq, state, cause, evidence, request_id, traceparent, at)
        select ${row.refundId},
               (select coalesce(max(seq), 0) from refund_history where refund_id = ${row.refundId}) + step.nr,
               step.state, ${row.cause}, ${row.evidence}, ${row.origin.requestId}, ${row.origin.traceparent}, ${tx.at}
        from unnest(${row.states}::text[]) with ordinality as step(state, nr)`,
  );
}

/** Closes the case about a payment's own held money, or opens it again. */
export async function closeHeldCase(tx: Tx, held: { paymentId: string; isClosed: boolean }): Promise<void> {
  await tx.query(
    sql`update money_exception x
        set resolved_at = case when ${held.isClosed} then ${tx.at}::timestamptz end,
            decision = case when ${held.isClosed} then 'refunded' end
        from ledger_posting l join payment p on p.id = l.payment_id
        where x.posting_id = l.id and p.id = ${held.paymentId} and l.kind = 'capture'
          and l.reference = p.provider || ':' || p.provider_payment_id`,
  );
}

/** The refund that carries a provider's id, if we have it; on whichever payment, or null on a case. */
export async function findByProviderRefundId(
  tx: Tx,
  provider: string,
  providerRefundId: string,
): Promise<{ readonly id: string; readonly paymentId: string | null } | null> {
  const [row] = await tx.query<{ id: string; paymentId: string | null }>(
    sql`select id, payment_id as "paymentId" from refund
        where provider = ${provider} and provider_refund_id = ${providerRefundId}`,
  );
  return row ?? null;
}
