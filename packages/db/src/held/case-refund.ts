import type { CaseRefund } from "@careforall/domain/held";
import { isCurrency, money } from "@careforall/domain/money";
import { REFUND_KINDS } from "@careforall/domain/refund";
import { assert } from "@careforall/domain/shared";
import { type Db, sql, type Tx } from "../client/index.ts";
import type { Origin } from "../outbox/index.ts";
import { reserveOfCase } from "./case.ts";

/** A refund of a case with what only its storage knows. */
export type StoredCaseRefund = CaseRefund & { readonly requestKey: string; readonly requestedAt: Date };

type Row = Omit<StoredCaseRefund, "money" | "kind"> & {
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly kind: string;
};

/** All refunds of a case, oldest first. Inside a transaction, lock the case before: then nothing moves them. */
export async function listCaseRefunds(db: Db | Tx, caseId: string): Promise<readonly StoredCaseRefund[]> {
  const rows = await db.query<Row>(
    sql`select id, case_id as "caseId", request_key as "requestKey", provider_refund_id as "providerRefundId", currency,
               amount_minor as "amountMinor", kind, reason, accepted_at as "acceptedAt",
               confirmed_at as "confirmedAt", failed_at as "failedAt", requested_at as "requestedAt"
        from refund where case_id = ${caseId} order by requested_at, id`,
  );
  return rows.map(({ currency, amountMinor, kind, ...refund }) => {
    const known = REFUND_KINDS.find((one) => one === kind);
    assert(known !== undefined && isCurrency(currency), `refund ${refund.id} has a known kind and currency`);
    return { ...refund, kind: known, money: money(amountMinor, currency) };
  });
}

/** Writes an order and reserves its money on the case, under the case's lock. */
export async function insertCaseRefund(
  tx: Tx,
  row: {
    refund: CaseRefund;
    requestKey: string;
    /** Null when nobody of ours ordered it: it was made in the provider's own books. */
    orderedBy: string | null;
    provider: string;
    nextTryAt: Date | null;
    origin: Origin;
  },
): Promise<void> {
  const { refund, origin } = row;
  const { amountMinor, currency } = refund.money;
  await tx.query(
    sql`insert into refund (id, case_id, request_key, ordered_by, provider, currency, amount_minor, gift_minor, tip_minor,
          fee_cover_minor, held_minor, kind, reason, requested_at, next_try_at, request_id, traceparent)
        values (${refund.id}, ${refund.caseId}, ${row.requestKey}, ${row.orderedBy}, ${row.provider}, ${currency},
          ${amountMinor}, 0, 0, 0, ${amountMinor}, ${refund.kind}, ${refund.reason}, ${tx.at}, ${row.nextTryAt},
          ${origin.requestId}, ${origin.traceparent})`,
  );
  await reserveOfCase(tx, refund.caseId, amountMinor);
}
