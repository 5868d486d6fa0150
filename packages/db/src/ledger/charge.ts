import { isCurrency, type Money, money } from "@careforall/domain/money";
import { captureReference, type ProviderName } from "@careforall/domain/payment";
import type { Settled } from "@careforall/domain/settlement";
import { assert } from "@careforall/domain/shared";
import { type Db, sql, type Tx } from "../client/index.ts";

/** A success as the ledger holds it. */
export type PostedCharge = {
  readonly postingId: string;
  readonly provider: ProviderName;
  readonly providerPaymentId: string;
  readonly captured: Money;
  /** The attempt that it came by; null for an unknown charge. */
  readonly paymentId: string | null;
};

type Row = { postingId: string; currency: string; minor: bigint; paymentId: string | null };

/** The charge that a provider knows by an id, if we have posted it. Postings never change, so nothing is locked. */
export async function findCharge(
  tx: Tx,
  provider: ProviderName,
  providerPaymentId: string,
): Promise<PostedCharge | null> {
  const [row] = await tx.query<Row>(
    sql`select l.id as "postingId", e.currency, e.amount_minor as minor, l.payment_id as "paymentId"
        from ledger_posting l
        join ledger_entry e on e.posting_id = l.id and e.account = 'provider_clearing'
        where l.kind = 'capture' and l.reference = ${captureReference(provider, providerPaymentId)}`,
  );
  if (row === undefined) return null;
  const { postingId, currency, minor, paymentId } = row;
  assert(isCurrency(currency), `${currency} is a currency`);
  return { postingId, provider, providerPaymentId, captured: money(minor, currency), paymentId };
}

/** The first of the two numbers of our advisory locks on postings; the second is a digest of the id. */
const POSTING_LOCK_CLASS = 7_302;

/**
 * Holds a posting that no attempt stands for until the transaction ends: what follows from it is decided in turn. The row
 * cannot be locked by whoever may not change it; two postings with one digest only wait for each other.
 */
export async function lockPosting(tx: Tx, id: string): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(${POSTING_LOCK_CLASS}::int, hashtext(${id}))`);
}

/** The provider's ids of everything that the ledger holds by an attempt, its own capture first. */
export async function listCharges(db: Db | Tx, paymentId: string): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    sql`select substr(l.reference, length(p.provider) + 2) as id
        from ledger_posting l join payment p on p.id = l.payment_id
        where l.payment_id = ${paymentId} and l.kind = 'capture'
        order by substr(l.reference, length(p.provider) + 2) = p.provider_payment_id desc, l.id`,
  );
  return rows.map(({ id }) => id);
}

/** How a charge was settled, as it was posted; null while it is not. */
export async function findSettlement(tx: Tx, reference: string): Promise<Settled | null> {
  const [row] = await tx.query<{ grossMinor: bigint; feeMinor: bigint; netMinor: bigint }>(
    sql`select coalesce(-sum(e.amount_minor) filter (where e.account = 'provider_clearing'), 0)::bigint as "grossMinor",
               coalesce(sum(e.amount_minor) filter (where e.account = 'provider_fee'), 0)::bigint as "feeMinor",
               coalesce(sum(e.amount_minor) filter (where e.account = 'bank'), 0)::bigint as "netMinor"
        from ledger_posting l join ledger_entry e on e.posting_id = l.id
        where l.kind = 'settlement' and l.reference = ${reference}
        group by l.id`,
  );
  return row ?? null;
}
