import { sql, type Db, type Tx } from "../client/index.ts";

/** One event for one consumer, with what the event said. */
export type DueDelivery = {
  readonly eventId: string;
  readonly type: string;
  readonly version: number;
  readonly subjectId: string;
  readonly data: unknown;
  readonly requestId: string | null;
  readonly traceparent: string | null;
  readonly attempts: number;
  readonly createdAt: Date;
};

/** A shape of an event that this build understands. */
export type KnownVersion = { readonly type: string; readonly version: number };

/**
 * Claims due deliveries until the transaction ends; other workers skip them. While a newer build runs beside this one,
 * it may have relayed versions that this one does not know: those are left to it. Nothing is due for a consumer that a
 * person has stopped.
 */
export const claimDeliveries = (
  tx: Tx,
  consumer: string,
  known: readonly KnownVersion[],
  limit: number,
): Promise<readonly DueDelivery[]> =>
  tx.query<DueDelivery>(
    sql`select d.event_id as "eventId", o.type, o.version, o.subject_id as "subjectId", o.data,
               d.request_id as "requestId", d.traceparent, d.attempts, o.created_at as "createdAt"
        from delivery d join outbox o on o.id = d.event_id
        where d.consumer = ${consumer} and d.done_at is null and d.dead_at is null and d.next_try_at <= ${tx.at}
          and not exists (select 1 from consumer_pause p where p.consumer = ${consumer} and p.resumed_at is null)
          and (o.type, o.version) in (select type, version from jsonb_to_recordset(${JSON.stringify(known)}::jsonb)
                                        as known(type text, version smallint))
        order by d.next_try_at, d.event_id
        limit ${limit}
        for update of d skip locked`,
  );

/** Marks deliveries as applied, in the transaction that applied them. */
export async function finishDeliveries(tx: Tx, consumer: string, eventIds: readonly string[]): Promise<void> {
  await tx.query(
    sql`update delivery set done_at = ${tx.at} where consumer = ${consumer} and event_id = any(${eventIds}::uuid[])`,
  );
}

/** Puts a delivery off after a failure, or ends it as a dead letter when no try is left. */
export async function failDelivery(
  db: Db,
  failure: { consumer: string; eventId: string; error: string; delayMs: number; isLast: boolean },
): Promise<void> {
  await db.query(
    sql`update delivery
        set attempts = attempts + 1, last_error = ${failure.error.slice(0, 1_000)},
            next_try_at = now() + ${failure.delayMs} * interval '1 millisecond',
            dead_at = case when ${failure.isLast} then now() end
        where consumer = ${failure.consumer} and event_id = ${failure.eventId} and done_at is null`,
  );
}

/**
 * Notes up to when a consumer has seen everything: `at`, unless something committed before is still on its way.
 * Read by pages as "as of"; it stands still while the worker does.
 */
export async function noteProgress(
  db: Db,
  consumer: string,
  at: Date,
  types: readonly string[],
): Promise<boolean> {
  const rows = await db.query<{ consumer: string }>(
    sql`insert into consumer_progress (consumer, caught_up_at)
        select ${consumer}, ${at}
        where not exists (select 1 from outbox where relayed_at is null and type = any(${types}::text[]))
          and not exists (select 1 from delivery
                          where consumer = ${consumer} and done_at is null and dead_at is null)
        on conflict (consumer) do update
          set caught_up_at = greatest(consumer_progress.caught_up_at, excluded.caught_up_at)
        returning consumer`,
  );
  return rows.length === 1;
}
