import { type Db, sql } from "../client/index.ts";

/** The donor with this address, or null; upper and lower case are the same. */
export async function findDonor(db: Db, email: string): Promise<{ readonly id: string } | null> {
  const [row] = await db.query<{ id: string }>(sql`select id from donor where email = lower(${email}::text)`);
  return row ?? null;
}

export type DonationRow = {
  readonly pledgeId: string;
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
  readonly promisedAt: Date;
  readonly capturedAt: Date | null;
  readonly refundedAt: Date | null;
};

export type DonationQuery = {
  readonly donorId: string;
  readonly locale: string;
  /** Words of a campaign's title or slug, as typed. */
  readonly campaign: string | null;
  /** Promised from this moment on, and before that one. */
  readonly from: Date | null;
  readonly until: Date | null;
  readonly after: { readonly createdAt: Date; readonly id: string } | null;
  readonly limit: number;
};

/** A donor's promises, newest first, after the given one; one index of the donor's own, whatever is searched for. */
export const listDonationsOf = (db: Db, query: DonationQuery): Promise<readonly DonationRow[]> =>
  db.query<DonationRow>(
    sql`select d.pledge_id as "pledgeId", c.slug as "campaignSlug", t.title as "campaignTitle", d.currency,
               d.gift_minor as "giftMinor", d.tip_minor as "tipMinor", d.fee_cover_minor as "feeCoverMinor",
               d.total_minor as "totalMinor", d.refunded_minor as "refundedMinor", d.left_minor as "leftMinor",
               d.status, d.promised_at as "promisedAt", d.captured_at as "capturedAt", d.refunded_at as "refundedAt"
        from donation d
        join campaign c on c.id = d.campaign_id
        join lateral (select title from campaign_text x where x.campaign_id = c.id
                      order by (x.locale = ${query.locale}) desc, (x.locale = c.locale) desc limit 1) t on true
        where d.donor_id = ${query.donorId}
          and (${query.campaign}::text is null or c.slug ilike ${likeText(query.campaign)}
               or exists (select 1 from campaign_text x
                          where x.campaign_id = c.id and x.title ilike ${likeText(query.campaign)}))
          and (${query.from}::timestamptz is null or d.promised_at >= ${query.from}::timestamptz)
          and (${query.until}::timestamptz is null or d.promised_at < ${query.until}::timestamptz)
          and (${query.after?.id ?? null}::uuid is null
               or (d.promised_at, d.pledge_id)
                  < (${query.after?.createdAt ?? null}::timestamptz, ${query.after?.id ?? null}::uuid))
        order by d.promised_at desc, d.pledge_id desc
        limit ${query.limit}`,
  );

/** Percent and underscore are letters to somebody who searches. */
const likeText = (search: string | null): string | null =>
  search === null ? null : `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`;

export type DonorStatisticsRow = {
  readonly currency: string;
  readonly givenMinor: bigint;
  readonly giftCount: number;
  readonly campaignCount: number;
  readonly firstGiftAt: Date;
  readonly lastGiftAt: Date;
};

/** One row per currency in which a gift of the donor stands. */
export const readDonorStatistics = (db: Db, donorId: string): Promise<readonly DonorStatisticsRow[]> =>
  db.query<DonorStatisticsRow>(
    sql`select currency, given_minor as "givenMinor", gift_count as "giftCount", campaign_count as "campaignCount",
               first_gift_at as "firstGiftAt", last_gift_at as "lastGiftAt"
        from donor_statistics where donor_id = ${donorId} order by currency`,
  );
