import { sql, type Db } from "../client/index.ts";
import type { Origin } from "../outbox/index.ts";

export type NewNotice = {
  readonly id: string;
  readonly provider: string;
  readonly dedupeKey: string;
  readonly verdict: "accepted" | "rejected";
  readonly why: string | null;
  readonly body: string;
  readonly reference: string | null;
  readonly proofId: string | null;
  readonly origin: Origin;
};

/** Stores a notification once; a repeat is counted on the first row. One statement, one commit. */
export async function storeNotice(db: Db, notice: NewNotice): Promise<{ readonly isNew: boolean }> {
  const rows = await db.query<{ isNew: boolean }>(
    sql`insert into inbox (id, provider, dedupe_key, verdict, why, body, reference, proof_id, request_id, traceparent,
          received_at, last_received_at, next_try_at)
        values (${notice.id}, ${notice.provider}, ${notice.dedupeKey}, ${notice.verdict}, ${notice.why}, ${notice.body},
          ${notice.reference}, ${notice.proofId}, ${notice.origin.requestId}, ${notice.origin.traceparent}, now(), now(),
          case when ${notice.verdict} = 'accepted' then now() end)
        on conflict (provider, dedupe_key) do update
          set repeats = inbox.repeats + 1, last_received_at = now()
        returning (xmax = 0) as "isNew"`,
  );
  return { isNew: rows[0]?.isNew === true };
}

/** Keeps at most `keep` rejected notifications of a provider, the newest, so that forgers cannot fill the disk. */
export async function trimRejected(db: Db, provider: string, keep: number): Promise<void> {
  await db.query(
    sql`delete from inbox where verdict = 'rejected' and provider = ${provider} and id in
          (select id from inbox where verdict = 'rejected' and provider = ${provider}
           order by last_received_at desc offset ${keep} limit 1000)`,
  );
}

/** Forgets rejected notifications that nobody has repeated for `keptDays`, at most `limit`; answers how many. */
export async function forgetRejected(db: Db, keptDays: number, limit: number): Promise<number> {
  const rows = await db.query<{ id: string }>(
    sql`delete from inbox where id in
          (select id from inbox
           where verdict = 'rejected' and last_received_at < now() - ${keptDays} * interval '1 day'
           order by last_received_at limit ${limit} for update skip locked)
        returning id`,
  );
  return rows.length;
}

export type DueNotice = {
  readonly id: string;
  readonly provider: string;
  readonly reference: string | null;
  readonly proofId: string | null;
  readonly attempts: number;
  readonly requestId: string | null;
  readonly traceparent: string | null;
};

/**
 * Takes due notices for `holdMs`: the provider is asked outside any transaction, so a claim is a lease. If the worker
 * dies, the notice is due again when the lease is over.
 */
export const leaseNotices = (db: Db, limit: number, holdMs: number): Promise<readonly DueNotice[]> =>
  db.query<DueNotice>(
    sql`update inbox set attempts = attempts + 1, next_try_at = now() + ${holdMs} * interval '1 millisecond'
        where id in (select id from inbox
                     where processed_at is null and dead_at is null and verdict = 'accepted' and next_try_at <= now()
                     order by next_try_at limit ${limit} for update skip locked)
        returning id, provider, reference, proof_id as "proofId", attempts, request_id as "requestId", traceparent`,
  );

/**
 * Keeps notices that are still being worked on for `holdMs` more. `attempts` names the lease: one that ended, and that
 * somebody else has taken since, is not touched.
 */
export async function renewNotices(
  db: Db,
  leases: readonly Pick<DueNotice, "id" | "attempts">[],
  holdMs: number,
): Promise<void> {
  const rows = leases.map(({ id, attempts }) => ({ id, attempts }));
  await db.query(
    sql`update inbox i set next_try_at = now() + ${holdMs} * interval '1 millisecond'
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as lease(id uuid, attempts int)
        where i.id = lease.id and i.attempts = lease.attempts and i.processed_at is null and i.dead_at is null`,
  );
}

export async function finishNotice(db: Db, id: string, outcome: string): Promise<void> {
  await db.query(
    // A slow worker may succeed after another gave the notice up: what was done is done.
    sql`update inbox set processed_at = now(), outcome = ${outcome}, last_error = null, dead_at = null
        where id = ${id} and processed_at is null`,
  );
}

export async function failNotice(
  db: Db,
  failure: { id: string; error: string; delayMs: number; isLast: boolean },
): Promise<void> {
  await db.query(
    sql`update inbox set last_error = ${failure.error.slice(0, 1_000)},
          next_try_at = now() + ${failure.delayMs} * interval '1 millisecond',
          dead_at = case when ${failure.isLast} then now() end
        where id = ${failure.id} and processed_at is null`,
  );
}
