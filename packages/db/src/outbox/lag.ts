import { type Db, sql } from "../client/index.ts";

export type Lag = { readonly outboxS: number; readonly inboxS: number };

/** How far the worker is behind, in seconds; 0 when it is not. Reads small partial indexes only. */
export async function readLag(db: Db): Promise<Lag> {
  const [row] = await db.query<{ outboxS: number; inboxS: number }>(
    sql`select greatest(
          coalesce((select extract(epoch from now() - min(created_at)) from outbox where relayed_at is null), 0),
          coalesce((select extract(epoch from now() - min(created_at)) from delivery
                    where done_at is null and dead_at is null), 0))::float8 as "outboxS",
          coalesce((select extract(epoch from now() - min(received_at)) from inbox
                    where processed_at is null and dead_at is null and verdict = 'accepted'), 0)::float8 as "inboxS"`,
  );
  return { outboxS: Math.max(0, row?.outboxS ?? 0), inboxS: Math.max(0, row?.inboxS ?? 0) };
}
