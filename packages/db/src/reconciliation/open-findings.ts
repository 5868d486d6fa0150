import type { FindingSource } from "@careforall/domain/reconciliation";
import { type Db, sql, type Tx } from "../client/index.ts";

export type Repairable = {
  readonly id: string;
  readonly provider: string;
  readonly reference: string;
  readonly providerPaymentId: string;
  readonly paymentId: string | null;
};

/**
 * Open findings whose charge the ledger does not hold, found at least `graceMs` ago: what the one door may still post.
 * In the order of their ids, after a given one.
 */
export const listRepairable = (
  db: Db,
  page: { readonly after: string | null; readonly limit: number; readonly graceMs: number },
): Promise<readonly Repairable[]> =>
  db.query<Repairable>(
    sql`select f.id, f.provider, f.reference, f.provider_payment_id as "providerPaymentId", f.payment_id as "paymentId"
        from reconciliation_finding f
        where f.closed_at is null and not f.is_dry and f.theirs_minor is not null
          and (${page.after}::uuid is null or f.id > ${page.after}::uuid)
          and f.found_at <= now() - ${page.graceMs} * interval '1 millisecond'
          and not exists (select 1 from ledger_posting l where l.kind = 'capture'
                          and l.reference = f.provider || ':' || f.provider_payment_id)
        order by f.id limit ${page.limit}`,
  );

/**
 * Closes every open finding that is true no longer, because the ledger holds the charge now: of another amount only if
 * that is the provider's. Says where the money went. Safe to run at any time. Answers how many a run has closed.
 */
export async function closePosted(db: Db, runId: string): Promise<number> {
  const rows = await db.query<{ id: string }>(
    sql`update reconciliation_finding f
        set repaired_at = now(), closed_at = now(), closed_run_id = ${runId},
            outcome = case when l.exception is null then 'Posted as the gift.'
                           else 'Posted to suspense with a case for staff: ' || l.exception || '.' end
        from (select l.reference, max(x.kind) as exception, min(e.currency) as currency, sum(e.amount_minor) as minor
              from ledger_posting l
              join ledger_entry e on e.posting_id = l.id and e.amount_minor > 0
              left join money_exception x on x.posting_id = l.id
              where l.kind = 'capture'
                and l.reference in (select provider || ':' || provider_payment_id from reconciliation_finding
                                    where closed_at is null and not is_dry)
              group by l.id) l
        where f.closed_at is null and not f.is_dry and l.reference = f.provider || ':' || f.provider_payment_id
          and (f.kind in ('missing_here', 'duplicate')
               or (f.kind = 'amount_differs' and f.theirs_minor = l.minor and f.theirs_currency = l.currency))
        returning f.id`,
  );
  return rows.length;
}

/**
 * The provider lists a charge after all, with the amount that our books hold: what said otherwise is closed. Another
 * amount is taken back only by who said it, in a later run: a statement and the API that contradict each other are for
 * people.
 */
export async function closeAgreed(
  db: Db,
  runId: string,
  charge: { readonly provider: string; readonly providerPaymentId: string; readonly source: FindingSource },
): Promise<void> {
  await db.query(
    sql`update reconciliation_finding
        set closed_at = now(), closed_run_id = ${runId}, outcome = 'The books agree now; the ledger was not changed.'
        where closed_at is null and not is_dry
          and (kind = 'missing_there' or kind = 'amount_differs' and run_id <> ${runId}
               and coalesce(source, ${charge.source}) = ${charge.source})
          and provider = ${charge.provider} and provider_payment_id = ${charge.providerPaymentId}`,
  );
}

/** Why a finding is still open after its repair was tried. */
export async function noteUnrepaired(db: Db, id: string, why: string): Promise<void> {
  await db.query(
    sql`update reconciliation_finding set outcome = ${why.slice(0, 300)} where id = ${id} and closed_at is null`,
  );
}

/** A person closes a finding, with who and why; false when it is closed already, dry, or there is none. */
export async function closeByHand(tx: Tx, id: string, words: string): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    sql`update reconciliation_finding set closed_at = now(), outcome = ${words.slice(0, 300)}
        where id = ${id} and closed_at is null and not is_dry returning id`,
  );
  return rows.length === 1;
}
