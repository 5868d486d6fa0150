import { type Db, sql } from "../client/index.ts";

/** What waits for a pass: events that were not relayed, and the consumers for whom something is due. */
export type Due = { readonly hasEvents: boolean; readonly consumers: readonly string[] };

/**
 * Asks once for all, so that a pass opens a transaction only where there is work. Looks into small partial indexes only.
 * `at` replaces the database's clock.
 */
export async function findDue(db: Db, consumers: readonly string[], at: Date | undefined): Promise<Due> {
  const [due] = await db.query<Due>(
    sql`select exists (select 1 from outbox where relayed_at is null) as "hasEvents",
               array(select c.name from unnest(${consumers}::text[]) as c(name)
                     where exists (select 1 from delivery d
                                   where d.consumer = c.name and d.done_at is null and d.dead_at is null
                                     and d.next_try_at <= coalesce(${at ?? null}::timestamptz, now()))) as consumers`,
  );
  return due ?? { hasEvents: false, consumers: [] };
}
