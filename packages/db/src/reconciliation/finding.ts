import type { FindingSource, Judgement } from "@careforall/domain/reconciliation";
import { type Db, sql } from "../client/index.ts";

export type NewFinding = {
  readonly id: string;
  readonly runId: string;
  readonly isDry: boolean;
  readonly provider: string;
  readonly reference: string;
  readonly providerPaymentId: string;
  readonly paymentId: string | null;
  readonly source: FindingSource;
  readonly judgement: Judgement;
};

/**
 * Keeps what was found, once: a difference that is open already (unique index reconciliation_finding_open), or that this
 * dry run has written, is seen again and not found anew. A run that was ended from outside, because it had lost its lock,
 * finds nothing more.
 */
export async function noteFinding(db: Db, finding: NewFinding): Promise<void> {
  const { runId, isDry, provider, providerPaymentId } = finding;
  const { kind, ours, theirs, cause, repair } = finding.judgement;
  const added = await db.query(
    sql`insert into reconciliation_finding (id, run_id, is_dry, kind, provider, reference, provider_payment_id,
          payment_id, ours_minor, ours_currency, theirs_minor, theirs_currency, cause, repair, found_at, last_seen_at, source)
        select ${finding.id}, r.id, ${isDry}, ${kind}, ${provider}, ${finding.reference.slice(0, 60)},
          ${providerPaymentId}, ${finding.paymentId}::uuid, ${ours?.amountMinor ?? null}::bigint,
          ${ours?.currency ?? null}, ${theirs?.amountMinor ?? null}::bigint, ${theirs?.currency ?? null}, ${cause},
          ${repair}, now(), now(), ${finding.source}
        from reconciliation_run r where r.id = ${runId} and r.finished_at is null
        on conflict do nothing returning id`,
  );
  if (added.length > 0) return;
  await db.query(
    sql`update reconciliation_finding set last_seen_at = now()
        where provider = ${provider} and provider_payment_id = ${providerPaymentId}
          and closed_at is null and is_dry = ${isDry} and (not is_dry or run_id = ${runId})`,
  );
}

export type FindingRow = {
  readonly id: string;
  readonly kind: string;
  readonly provider: string;
  readonly reference: string;
  readonly providerPaymentId: string;
  readonly paymentId: string | null;
  readonly oursMinor: bigint | null;
  readonly oursCurrency: string | null;
  readonly theirsMinor: bigint | null;
  readonly theirsCurrency: string | null;
  readonly cause: string;
  readonly repair: string;
  readonly foundAt: Date;
  readonly repairedAt: Date | null;
  readonly closedAt: Date | null;
  readonly outcome: string | null;
};

/** What a run found and what it closed, and everything else that is open; oldest first. One line for a charge in a dry run. */
export const listFindings = (db: Db, runId: string, limit: number): Promise<readonly FindingRow[]> =>
  db.query<FindingRow>(
    sql`select id, kind, provider, reference, provider_payment_id as "providerPaymentId", payment_id as "paymentId",
               ours_minor as "oursMinor", ours_currency as "oursCurrency", theirs_minor as "theirsMinor",
               theirs_currency as "theirsCurrency", cause, repair, found_at as "foundAt",
               repaired_at as "repairedAt", closed_at as "closedAt", outcome
        from reconciliation_finding f
        where run_id = ${runId} or closed_run_id = ${runId}
           or (closed_at is null and not is_dry
               and not exists (select 1 from reconciliation_finding own
                               where own.run_id = ${runId} and own.is_dry and own.provider = f.provider
                                 and own.provider_payment_id = f.provider_payment_id))
        order by kind, found_at, id limit ${limit}`,
  );

/** How many differences are open, by kind; kinds without any are left out. */
export const countOpenFindings = (
  db: Db,
): Promise<readonly { readonly kind: string; readonly open: number }[]> =>
  db.query<{ kind: string; open: number }>(
    sql`select kind, count(*)::int as open from reconciliation_finding
        where closed_at is null and not is_dry group by kind order by kind`,
  );
