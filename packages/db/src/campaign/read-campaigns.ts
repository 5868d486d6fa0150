import type { Locale } from "@careforall/domain/shared";
import { type Db, querySearch, sql, type Statement } from "../client/index.ts";

/** A campaign as a list shows it, with its totals and in the reader's language where the text exists. */
export type CampaignRow = {
  id: string;
  slug: string;
  kind: string;
  status: string;
  currency: string;
  goalMinor: bigint;
  title: string;
  summary: string;
  /** The language of title and summary. */
  textLocale: string;
  organiserName: string;
  beneficiaryName: string;
  place: string;
  endsAt: Date | null;
  raisedMinor: bigint | null;
  giftCount: number | null;
  donorCount: number | null;
  version: bigint | null;
  updatedAt: Date | null;
  caughtUpAt: Date | null;
  createdAt: Date;
};

export type CampaignQuery = {
  readonly locale: Locale;
  readonly kind: string | null;
  readonly search: string | null;
  readonly after: { readonly createdAt: Date; readonly id: string } | null;
  readonly limit: number;
};

/** How similar a word in a title must be to what was typed: one wrong letter in a word of five passes. */
const SIMILAR_ENOUGH = 0.5;

/**
 * Public campaigns with their totals, newest first, in the reader's language where the text exists. The search finds
 * words in every language of the campaign, and near spellings by trigrams.
 */
export function readCampaigns(db: Db, query: CampaignQuery): Promise<readonly CampaignRow[]> {
  const statement = campaignsWanted(query);
  return query.search === null ? db.query(statement) : querySearch(db, statement);
}

const campaignsWanted = ({ locale, kind, search, after, limit }: CampaignQuery): Statement =>
  sql`select c.id, c.slug, c.kind, c.status, c.currency, c.goal_minor as "goalMinor", t.title, t.summary, t.locale as "textLocale",
             c.organiser_name as "organiserName", c.beneficiary_name as "beneficiaryName", c.place,
             c.ends_at as "endsAt", s.raised_minor as "raisedMinor", s.gift_count as "giftCount",
             s.donor_count as "donorCount", s.version,
             s.updated_at as "updatedAt", p.caught_up_at as "caughtUpAt", c.created_at as "createdAt"
      from campaign c
      join lateral (select title, summary, locale from campaign_text x where x.campaign_id = c.id
                    order by (x.locale = ${locale}) desc, (x.locale = c.locale) desc limit 1) t on true
      left join campaign_total s on s.campaign_id = c.id
      left join consumer_progress p on p.consumer = 'totals'
      where c.status in ('active', 'closing', 'completed', 'expired')
        and (${kind}::text is null or c.kind = ${kind})
        and (${search}::text is null or exists (
              select 1 from campaign_text x where x.campaign_id = c.id
                and (x.title ilike '%' || ${likeText(search)} || '%' or x.summary ilike '%' || ${likeText(search)} || '%'
                     or word_similarity(lower(${search}::text), lower(x.title)) >= ${SIMILAR_ENOUGH}::real)))
        and (${after?.id ?? null}::uuid is null
             or (c.created_at, c.id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      order by c.created_at desc, c.id desc
      limit ${limit}`;

/** Percent and underscore are letters to somebody who searches. */
const likeText = (search: string | null): string | null => search?.replaceAll(/[\\%_]/g, "\\$&") ?? null;
