import type { Suspicion, TryScope } from "@careforall/domain/shield";
import { type Db, sql } from "../client/index.ts";

export type IncidentAction = "noted" | "challenged" | "refused";

/** `key` is the digest of whom it is about; of a campaign its id. */
export type Incident = {
  readonly scope: TryScope;
  readonly key: string;
  readonly kind: Suspicion["kind"];
  readonly action: IncidentAction;
  readonly campaignId: string;
  readonly tries: number;
  readonly declines: number;
};

/** Notes that something looked like card testing: one row for all of it within an hour, however often it happens. */
export async function noteIncident(db: Db, one: Incident): Promise<void> {
  await db.query(
    sql`insert into giving_incident as i
          (scope, key, kind, action, hour, campaign_id, first_at, last_at, count, tries, declines)
        values (${one.scope}, ${one.key}, ${one.kind}, ${one.action}, date_trunc('hour', now(), 'UTC'),
                ${one.campaignId}, now(), now(), 1, ${one.tries}, ${one.declines})
        on conflict (scope, key, kind, action, hour) do update set
          count = i.count + 1, last_at = greatest(i.last_at, excluded.last_at),
          tries = greatest(i.tries, excluded.tries), declines = greatest(i.declines, excluded.declines)`,
  );
}

export type KeptIncident = Incident & {
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly count: number;
  readonly campaignSlug: string;
};

/** The newest incidents, for staff. */
export const listIncidents = (db: Db, limit: number): Promise<readonly KeptIncident[]> =>
  db.query<KeptIncident>(
    sql`select i.scope, i.key, i.kind, i.action, i.campaign_id as "campaignId", c.slug as "campaignSlug",
               i.first_at as "firstAt", i.last_at as "lastAt", i.count, i.tries, i.declines
        from giving_incident i join campaign c on c.id = i.campaign_id
        order by i.last_at desc, i.scope, i.key limit ${limit}`,
  );

/** Deletes incidents that nobody will look into any more. */
export async function trimIncidents(db: Db, olderThanDays: number, limit: number): Promise<number> {
  const rows = await db.query(
    sql`delete from giving_incident where (scope, key, kind, action, hour) in (
          select scope, key, kind, action, hour from giving_incident
          where last_at < now() - make_interval(days => ${olderThanDays}) limit ${limit})
        returning count`,
  );
  return rows.length;
}
