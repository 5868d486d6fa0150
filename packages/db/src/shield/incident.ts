import type { IncidentAction, Suspicion, TryScope } from "@careforall/domain/shield";
import { type Db, sql } from "../client/index.ts";

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
  readonly place: IncidentPlace;
};

/** Where a list goes on: the time to the microsecond, as it is sorted by, and the row's own key. Times are ISO 8601. */
export type IncidentPlace = Pick<Incident, "scope" | "key" | "kind" | "action"> & {
  readonly lastAt: string;
  readonly hour: string;
};

/** Which incidents: all that is not null must fit. */
export type IncidentFilter = {
  readonly [Name in "scope" | "key" | "kind" | "action" | "campaignSlug"]: KeptIncident[Name] | null;
};
export const ANY_INCIDENT: IncidentFilter = {
  scope: null,
  key: null,
  kind: null,
  action: null,
  campaignSlug: null,
};

const FROM_THE_NEWEST = { ...ANY_INCIDENT, lastAt: null, hour: null } as const;

/**
 * The newest incidents, for staff, after the given one. One that happens again meanwhile goes to the top of the list: it
 * is then missing further down, and nothing is there twice.
 */
export function listIncidents(
  db: Db,
  filter: IncidentFilter,
  page: { readonly after: IncidentPlace | null; readonly limit: number },
): Promise<readonly KeptIncident[]> {
  const from = page.after ?? FROM_THE_NEWEST;
  return db.query<KeptIncident>(
    sql`select i.scope, i.key, i.kind, i.action, i.campaign_id as "campaignId", c.slug as "campaignSlug",
               i.first_at as "firstAt", i.last_at as "lastAt", i.count, i.tries, i.declines,
               json_build_object('lastAt', to_char(i.last_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                                 'hour', to_char(i.hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                                 'scope', i.scope, 'key', i.key, 'kind', i.kind, 'action', i.action) as place
        from giving_incident i join campaign c on c.id = i.campaign_id
        where (${filter.scope}::text is null or i.scope = ${filter.scope})
          and (${filter.key}::text is null or i.key = ${filter.key})
          and (${filter.kind}::text is null or i.kind = ${filter.kind})
          and (${filter.action}::text is null or i.action = ${filter.action})
          and (${filter.campaignSlug}::text is null or c.slug = ${filter.campaignSlug})
          and (${from.lastAt}::timestamptz is null
               or (i.last_at, i.scope, i.key, i.kind, i.action, i.hour)
                  < (${from.lastAt}::timestamptz, ${from.scope}::text, ${from.key}::text, ${from.kind}::text,
                     ${from.action}::text, ${from.hour}::timestamptz))
        order by i.last_at desc, i.scope desc, i.key desc, i.kind desc, i.action desc, i.hour desc
        limit ${page.limit}`,
  );
}

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
