import { sql, type Db } from "../client/index.ts";

export type OwnStatisticsRow = {
  readonly currency: string;
  readonly givenMinor: bigint;
  readonly giftCount: number;
  readonly campaignCount: number;
  readonly firstGiftAt: Date;
  readonly lastGiftAt: Date;
};

/** What of an account's gifts stands, per currency. */
export const readOwnStatistics = (db: Db, userId: string): Promise<readonly OwnStatisticsRow[]> =>
  db.query<OwnStatisticsRow>(
    sql`select d.currency, sum(d.left_minor)::bigint as "givenMinor", count(*)::int as "giftCount",
               count(distinct d.campaign_id)::int as "campaignCount", min(d.captured_at) as "firstGiftAt",
               max(d.captured_at) as "lastGiftAt"
        from donation d join pledge g on g.id = d.pledge_id
        where g.user_id = ${userId} and d.left_minor > 0
        group by d.currency order by d.currency`,
  );

export type YearBounds = { readonly year: number; readonly from: Date; readonly until: Date };

/** Those of the given years in which an account has promised gifts, and those of its receipts, newest first. */
export async function readOwnYears(
  db: Db,
  query: { readonly userId: string; readonly years: readonly YearBounds[] },
): Promise<{ readonly promised: readonly number[]; readonly received: readonly number[] }> {
  const { years } = query;
  const [row] = await db.query<{ promised: readonly number[]; received: readonly number[] }>(
    sql`select array(select y.year
                     from unnest(${years.map(({ year }) => year)}::int[], ${years.map(({ from }) => from)}::timestamptz[],
                                 ${years.map(({ until }) => until)}::timestamptz[]) as y(year, since, until)
                     where exists (select 1 from pledge g
                                   where g.user_id = ${query.userId} and g.created_at >= y.since
                                     and g.created_at < y.until)
                     order by y.year desc) as promised,
               array(select distinct r.year::int as year
                     from receipt r join pledge g on g.id = r.pledge_id
                     where g.user_id = ${query.userId} order by year desc) as received`,
  );
  return row ?? { promised: [], received: [] };
}
