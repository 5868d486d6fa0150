import { type Db, sql, type Tx } from "../client/index.ts";

/** One writer of the list at a time, so that each reads what the one before has committed. */
const LIST_LOCK = 7_391_001;

/** Must come first in a transaction that writes the list: what is read before may be older than the list is. */
export async function lockPublicList(tx: Tx): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(${LIST_LOCK})`);
}

type NewGift = { readonly pledgeId: string; readonly publicId: string; readonly at: Date };

/**
 * Makes captured gifts public, with the name only where the donor allowed it, and with what is left of them after
 * refunds; one of which nothing is left is not public. A gift that is there already stays as it is.
 */
export async function publishGifts(tx: Tx, gifts: readonly NewGift[]): Promise<void> {
  if (gifts.length === 0) return;
  await tx.query(
    sql`insert into public_gift (pledge_id, public_id, campaign_id, is_anonymous, display_name, amount_minor, currency,
          message, at)
        select g.id, new.public_id, g.campaign_id, g.is_anonymous,
               case when g.is_anonymous then null else g.donor_name end, g.gift_minor - refunded.minor, g.currency,
               g.message, new.at
        from jsonb_to_recordset(${JSON.stringify(
          gifts.map((gift) => ({ pledge_id: gift.pledgeId, public_id: gift.publicId, at: gift.at })),
        )}::jsonb) as new(pledge_id uuid, public_id uuid, at timestamptz)
        join pledge g on g.id = new.pledge_id
        cross join lateral (
          select coalesce(sum(r.gift_minor), 0)::bigint as minor from refund r
          where r.payment_id = g.fulfilled_by and r.confirmed_at is not null and r.failed_at is null
        ) as refunded
        where refunded.minor < g.gift_minor
        on conflict (pledge_id) do nothing`,
  );
}

/**
 * Brings the list in line with the refunds of these pledges as they are now: less money, gone, or back again. Reads the
 * present facts instead of an event's, so that events may come in any order. A gift that was never published is left to
 * the event of its capture.
 */
export async function correctPublicGifts(tx: Tx, gifts: readonly Omit<NewGift, "at">[]): Promise<void> {
  const pledgeIds = gifts.map(({ pledgeId }) => pledgeId);
  await tx.query(
    sql`with left_over as (
          select g.id, g.gift_minor - coalesce(sum(r.gift_minor) filter (
                   where r.confirmed_at is not null and r.failed_at is null), 0)::bigint as minor
          from pledge g left join refund r on r.payment_id = g.fulfilled_by
          where g.id = any(${pledgeIds}::uuid[]) group by g.id
        ), gone as (
          delete from public_gift p using left_over l where p.pledge_id = l.id and l.minor = 0
        )
        update public_gift p set amount_minor = l.minor from left_over l where p.pledge_id = l.id and l.minor > 0`,
  );
  const back = await tx.query<NewGift>(
    sql`select new.pledge_id as "pledgeId", new.public_id as "publicId", o.created_at as at
        from jsonb_to_recordset(${JSON.stringify(
          gifts.map((gift) => ({ pledge_id: gift.pledgeId, public_id: gift.publicId })),
        )}::jsonb) as new(pledge_id uuid, public_id uuid)
        join pledge g on g.id = new.pledge_id
        join outbox o on o.subject_id = g.fulfilled_by and o.type = 'payment.captured'
        join delivery d on d.event_id = o.id and d.consumer = 'public_gifts' and d.done_at is not null
        where not exists (select 1 from public_gift p where p.pledge_id = g.id)`,
  );
  await publishGifts(tx, back);
}

export type PublicGiftRow = {
  readonly id: string;
  readonly displayName: string | null;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly message: string | null;
  readonly at: Date;
};

/** Public gifts of a campaign, newest first, after the given one. */
export const listPublicGifts = (
  db: Db,
  page: {
    readonly campaignId: string;
    readonly after: { readonly createdAt: Date; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<readonly PublicGiftRow[]> =>
  db.query<PublicGiftRow>(
    sql`select public_id as id, display_name as "displayName", amount_minor as "amountMinor", currency, message, at
        from public_gift
        where campaign_id = ${page.campaignId}
          and (${page.after?.id ?? null}::uuid is null
               or (at, public_id) < (${page.after?.createdAt ?? null}::timestamptz, ${page.after?.id ?? null}::uuid))
        order by at desc, public_id desc limit ${page.limit}`,
  );
