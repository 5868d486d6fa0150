import { type Db, sql } from "../client/index.ts";
import type { KnownVersion } from "./delivery.ts";
import { DISPATCH } from "./lease.ts";

export type Lag = { readonly outboxS: number; readonly inboxS: number };

/**
 * How far the worker is behind, in seconds; 0 when it is not. What is forwarded to an address of others is measured
 * apart (`readDispatchLag`): their being down is not our being behind. Reads small partial indexes only.
 */
export async function readLag(db: Db): Promise<Lag> {
  const [row] = await db.query<{ outboxS: number; inboxS: number }>(
    sql`select greatest(
          coalesce((select extract(epoch from now() - min(created_at)) from outbox where relayed_at is null), 0),
          coalesce((select extract(epoch from now() - min(created_at)) from delivery
                    where done_at is null and dead_at is null and consumer <> ${DISPATCH}), 0))::float8 as "outboxS",
          coalesce((select extract(epoch from now() - min(received_at)) from inbox
                    where processed_at is null and dead_at is null and verdict = 'accepted'), 0)::float8 as "inboxS"`,
  );
  return { outboxS: Math.max(0, row?.outboxS ?? 0), inboxS: Math.max(0, row?.inboxS ?? 0) };
}

/** Age in seconds of the oldest event that the address of `EVENT_DISPATCH_URL` has not taken; 0 when none waits. */
export async function readDispatchLag(db: Db): Promise<number> {
  const [row] = await db.query<{ ageS: number }>(
    sql`select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as "ageS"
        from delivery where consumer = ${DISPATCH} and done_at is null and dead_at is null`,
  );
  return Math.max(0, row?.ageS ?? 0);
}

/** How many committed events wait for a build that knows their type and version. */
export async function countUnknownEvents(db: Db, known: readonly KnownVersion[]): Promise<number> {
  const [row] = await db.query<{ waiting: number }>(
    sql`select count(*)::int as waiting from outbox
        where relayed_at is null
          and (type, version) not in (select type, version from jsonb_to_recordset(${JSON.stringify(known)}::jsonb)
                                        as known(type text, version smallint))`,
  );
  return row?.waiting ?? 0;
}
