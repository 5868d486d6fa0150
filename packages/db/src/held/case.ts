import { CASE_DECISIONS, CASE_KINDS, type HeldCase } from "@careforall/domain/held";
import { isCurrency, money } from "@careforall/domain/money";
import { PROVIDER_NAMES } from "@careforall/domain/payment";
import { assert } from "@careforall/domain/shared";
import { sql, type Tx } from "../client/index.ts";

type Row = {
  readonly id: string;
  readonly kind: string;
  readonly paymentId: string | null;
  readonly provider: string;
  readonly providerPaymentId: string;
  readonly bankReference: string | null;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly decision: string | null;
};

/**
 * Locks a case until the transaction ends. Whoever needs its payment too locks that first: the order of every money verb
 * is pledge, payment, case. Null when there is no such case.
 */
export async function lockCase(tx: Tx, id: string): Promise<HeldCase | null> {
  const [row] = await tx.query<Row>(
    sql`select id, kind, payment_id as "paymentId", provider, provider_payment_id as "providerPaymentId",
               bank_reference as "bankReference", currency, amount_minor as "amountMinor", decision
        from money_exception where id = ${id} for update`,
  );
  return row === undefined ? null : toCase(row);
}

/** Locks the cases about an attempt's charges beside its own capture, oldest first. Under the attempt's lock. */
export async function lockOtherCases(tx: Tx, paymentId: string): Promise<readonly HeldCase[]> {
  const rows = await tx.query<Row>(
    sql`select x.id, x.kind, x.payment_id as "paymentId", x.provider, x.provider_payment_id as "providerPaymentId",
               x.bank_reference as "bankReference", x.currency, x.amount_minor as "amountMinor", x.decision
        from money_exception x join payment p on p.id = x.payment_id
        where x.payment_id = ${paymentId} and x.provider_payment_id is distinct from p.provider_payment_id
        order by x.id for update of x`,
  );
  return rows.map(toCase);
}

/** A row that fits no shape of the domain is a bug, and says so. */
function toCase(row: Row): HeldCase {
  const kind = CASE_KINDS.find((known) => known === row.kind);
  const provider = PROVIDER_NAMES.find((known) => known === row.provider);
  const decision = CASE_DECISIONS.find((known) => known === row.decision) ?? null;
  assert(kind !== undefined && provider !== undefined, `case ${row.id} has a known kind and provider`);
  assert(isCurrency(row.currency) && decision === row.decision, `case ${row.id} has known words`);
  const { id, paymentId, providerPaymentId, bankReference } = row;
  const charge = { provider, providerPaymentId, bankReference, money: money(row.amountMinor, row.currency) };
  return { id, kind, paymentId, charge, decision };
}

/** Writes that a case's money became the gift, who decided it and why. Under the case's lock. */
export async function acceptCase(tx: Tx, row: { id: string; by: string; reason: string }): Promise<void> {
  const rows = await tx.query(
    sql`update money_exception set resolved_at = ${tx.at}, decision = 'accepted', decided_by = ${row.by},
          decided_reason = ${row.reason}
        where id = ${row.id} and decision is null returning id`,
  );
  assert(rows.length === 1, `the locked case ${row.id} is still undecided`);
}

/** Closes a case of which all is refunded, or opens it again when such a refund failed in the end. */
export async function setCaseRefunded(tx: Tx, row: { id: string; isClosed: boolean }): Promise<void> {
  await tx.query(
    sql`update money_exception
        set resolved_at = case when ${row.isClosed} then ${tx.at}::timestamptz end,
            decision = case when ${row.isClosed} then 'refunded' end
        where id = ${row.id}`,
  );
}

/** Adds to what refunds have reserved of a case; a negative amount gives it free again. */
export async function reserveOfCase(tx: Tx, id: string, amountMinor: bigint): Promise<void> {
  const rows = await tx.query(
    sql`update money_exception set refund_reserved_minor = refund_reserved_minor + ${amountMinor}::bigint
        where id = ${id} and refund_reserved_minor + ${amountMinor}::bigint between 0 and amount_minor
        returning id`,
  );
  assert(rows.length === 1, `${amountMinor} fits into what refunds of case ${id} may reserve`);
}
