import type { Locale } from "@careforall/domain/shared";
import { type Db, sql, type Statement } from "../client/index.ts";
import type { CampaignRow } from "./read-campaigns.ts";

/** What puts a campaign first: money, its share of the goal, or how many gifts it has. */
export const TOP_ORDERS = ["raised", "progress", "gifts"] as const;
export type TopOrder = (typeof TOP_ORDERS)[number];

/**
 * The first active campaigns by one of their figures, ties by id. Each order walks an index of `campaign_total` from
 * its top and stops at the limit, passing by campaigns that are over: by money within a currency
 * (`campaign_total_currency_raised_minor_campaign_id_idx`), by the share of the goal (`campaign_total_by_progress`), by
 * gifts (`campaign_total_gift_count_campaign_id_idx`). `currency` null = all, which makes no sense of money.
 */
export async function readTopCampaigns(
  db: Db,
  {
    by,
    currency,
    locale,
    limit,
  }: {
    readonly by: TopOrder;
    readonly currency: string | null;
    readonly locale: Locale;
    readonly limit: number;
  },
): Promise<readonly CampaignRow[]> {
  const top = await db.query<{ id: string }>(topStatement(by, currency, limit));
  return readCards(
    db,
    top.map(({ id }) => id),
    locale,
  );
}

/** What is asked for the ids; for the test of its plan, too. */
export const topStatement = (by: TopOrder, currency: string | null, limit: number): Statement =>
  TOP[by](currency, limit);

const TOP: Record<TopOrder, (currency: string | null, limit: number) => Statement> = {
  raised: (currency, limit) =>
    sql`select c.id from campaign_total s join campaign c on c.id = s.campaign_id
        where c.status = 'active' and s.currency = ${currency}
        order by s.raised_minor desc, s.campaign_id limit ${limit}`,
  progress: (currency, limit) =>
    sql`select c.id from campaign_total s join campaign c on c.id = s.campaign_id
        where c.status = 'active' and (${currency}::text is null or s.currency = ${currency})
        order by (s.raised_minor::numeric / s.goal_minor) desc, s.campaign_id limit ${limit}`,
  gifts: (currency, limit) =>
    sql`select c.id from campaign_total s join campaign c on c.id = s.campaign_id
        where c.status = 'active' and (${currency}::text is null or s.currency = ${currency})
        order by s.gift_count desc, s.campaign_id limit ${limit}`,
};

/** These campaigns as a list shows them, in the order given. */
const readCards = (db: Db, ids: readonly string[], locale: Locale): Promise<readonly CampaignRow[]> =>
  db.query<CampaignRow>(
    sql`select c.id, c.slug, c.kind, c.status, c.currency, c.goal_minor as "goalMinor", t.title, t.summary,
               t.locale as "textLocale", c.organiser_name as "organiserName", c.beneficiary_name as "beneficiaryName",
               c.place, c.ends_at as "endsAt", s.raised_minor as "raisedMinor", s.gift_count as "giftCount",
               s.donor_count as "donorCount", s.version, s.updated_at as "updatedAt",
               p.caught_up_at as "caughtUpAt", c.created_at as "createdAt"
        from unnest(${ids}::uuid[]) with ordinality as top(id, nr)
        join campaign c on c.id = top.id
        join lateral (select title, summary, locale from campaign_text x where x.campaign_id = c.id
                      order by (x.locale = ${locale}) desc, (x.locale = c.locale) desc limit 1) t on true
        join campaign_total s on s.campaign_id = c.id
        left join consumer_progress p on p.consumer = 'totals'
        order by top.nr`,
  );
