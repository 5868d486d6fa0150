import { type Db, sql } from "../client/index.ts";
import type { DueDelivery } from "./delivery.ts";

/** The consumer that hands events to an address of others. It exists only while that is switched on. */
export const DISPATCH = "dispatch";

/**
 * Takes due deliveries for `holdMs`: they are sent outside any transaction, so a claim is a lease, and each counts as a
 * try. If the worker dies, they are due again when the lease is over. `attempts` names the lease.
 */
export const leaseDeliveries = (db: Db, limit: number, holdMs: number): Promise<readonly DueDelivery[]> =>
  db.query<DueDelivery>(
    sql`with leased as (
          update delivery set attempts = attempts + 1, next_try_at = now() + ${holdMs} * interval '1 millisecond'
          where consumer = ${DISPATCH} and event_id in
            (select event_id from delivery
             where consumer = ${DISPATCH} and done_at is null and dead_at is null and next_try_at <= now()
             order by next_try_at, event_id limit ${limit} for update skip locked)
          returning event_id, request_id, traceparent, attempts
        )
        select o.id as "eventId", o.type, o.version, o.subject_id as "subjectId", o.data,
               d.request_id as "requestId", d.traceparent, d.attempts, o.created_at as "createdAt"
        from leased d join outbox o on o.id = d.event_id`,
  );

/** Notes that the event was taken. Holds also when the lease had ended: what was taken was taken. */
export async function finishLeased(db: Db, eventId: string): Promise<void> {
  await db.query(
    sql`update delivery set done_at = now(), dead_at = null, last_error = null
        where consumer = ${DISPATCH} and event_id = ${eventId} and done_at is null`,
  );
}

/** Puts a leased delivery off, or ends it as a dead letter. Says nothing about a delivery that has a newer lease. */
export async function failLeased(
  db: Db,
  failure: { eventId: string; attempts: number; error: string; delayMs: number; isLast: boolean },
): Promise<void> {
  await db.query(
    sql`update delivery
        set last_error = ${failure.error.slice(0, 1_000)},
            next_try_at = now() + ${failure.delayMs} * interval '1 millisecond',
            dead_at = case when ${failure.isLast} then now() end
        where consumer = ${DISPATCH} and event_id = ${failure.eventId} and attempts = ${failure.attempts}
          and done_at is null and dead_at is null`,
  );
}
