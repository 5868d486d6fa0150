import { type Db, querySearch, sql, type Statement } from "../client/index.ts";

export type OwnGiftRow = {
  readonly pledgeId: string;
  readonly token: string;
  readonly campaignSlug: string;
  readonly campaignTitle: string;
  readonly currency: string;
  readonly giftMinor: bigint;
  readonly tipMinor: bigint;
  readonly feeCoverMinor: bigint;
  readonly totalMinor: bigint;
  readonly refundedMinor: bigint;
  readonly leftMinor: bigint;
  readonly status: string;
  readonly method: string;
  readonly promisedAt: Date;
  readonly capturedAt: Date | null;
  readonly refundedAt: Date | null;
  /** The receipt's number; null without one. */
  readonly year: number | null;
  readonly serial: number | null;
};

export type OwnGiftQuery = {
  readonly userId: string;
  readonly locale: string;
  /** Words of a campaign's title or slug, or of a receipt's number, as typed. */
  readonly search: string | null;
  /** Promised from this moment on, and before that one; null for no bound. */
  readonly promised: { readonly from: Date | null; readonly until: Date | null };
  readonly after: { readonly createdAt: Date; readonly id: string } | null;
  readonly limit: number;
};

/**
 * The gifts of an account, newest first, after the given one. Whose a gift is says the promise itself; what became of it
 * says the history, which knows of it a moment later.
 */
export function listOwnGifts(db: Db, query: OwnGiftQuery): Promise<readonly OwnGiftRow[]> {
  const statement = giftsWanted(query);
  return query.search === null ? db.query(statement) : querySearch(db, statement);
}

const giftsWanted = (query: OwnGiftQuery): Statement =>
  sql`select g.id as "pledgeId", g.token, c.slug as "campaignSlug", t.title as "campaignTitle", g.currency,
               g.gift_minor as "giftMinor", g.tip_minor as "tipMinor", g.fee_cover_minor as "feeCoverMinor",
               g.total_minor as "totalMinor", coalesce(d.refunded_minor, 0) as "refundedMinor",
               coalesce(d.left_minor, 0) as "leftMinor", coalesce(d.status, 'pending') as status,
               g.method, g.created_at as "promisedAt", d.captured_at as "capturedAt", d.refunded_at as "refundedAt",
               r.year, r.serial
        from pledge g
        join campaign c on c.id = g.campaign_id
        join lateral (select title from campaign_text x where x.campaign_id = c.id
                      order by (x.locale = ${query.locale}) desc, (x.locale = c.locale) desc limit 1) t on true
        left join donation d on d.pledge_id = g.id
        left join receipt r on r.pledge_id = g.id
        where g.user_id = ${query.userId}
          and (${query.search}::text is null or c.slug ilike ${likeText(query.search)}
               or r.year || '-' || lpad(r.serial::text, 6, '0') ilike ${likeText(query.search)}
               or exists (select 1 from campaign_text x
                          where x.campaign_id = c.id and x.title ilike ${likeText(query.search)}))
          and g.created_at >= coalesce(${query.promised.from}::timestamptz, '-infinity')
          and g.created_at < coalesce(${query.promised.until}::timestamptz, 'infinity')
          and (${query.after?.id ?? null}::uuid is null
               or (g.created_at, g.id)
                  < (${query.after?.createdAt ?? null}::timestamptz, ${query.after?.id ?? null}::uuid))
        order by g.created_at desc, g.id desc
        limit ${query.limit}`;

/** Percent and underscore are letters to somebody who searches. */
const likeText = (search: string | null): string | null =>
  search === null ? null : `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`;
