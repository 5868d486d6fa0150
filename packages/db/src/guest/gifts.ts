import { type Db, sql, type Tx } from "../client/index.ts";

export type AddressedGift = {
  readonly token: string;
  readonly currency: string;
  readonly giftMinor: bigint;
  readonly totalMinor: bigint;
};

/** The gifts that were promised with an address (in lower case), the newest first. */
export const listGiftsOfAddress = (db: Db, email: string, limit: number): Promise<readonly AddressedGift[]> =>
  db.query<AddressedGift>(
    sql`select token, currency, gift_minor as "giftMinor", total_minor as "totalMinor" from pledge
        where donor_email = ${email} order by created_at desc, id desc limit ${limit}`,
  );

export async function hasGifts(tx: Tx, email: string): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    sql`select id from pledge where donor_email = ${email} limit 1`,
  );
  return rows.length === 1;
}

/** A gift whose payment may still be under way, as its donor's own browser remembers it. */
export type OpenGift = { readonly token: string; readonly totalMinor: bigint; readonly currency: string };

/**
 * Which of these gifts of a campaign have an attempt that was opened and has neither money nor an end, the newest first.
 */
export const listOpenGifts = (
  db: Db,
  asked: { readonly tokens: readonly string[]; readonly campaignId: string; readonly limit: number },
): Promise<readonly OpenGift[]> =>
  db.query<OpenGift>(
    sql`select g.token, g.total_minor as "totalMinor", g.currency from pledge g
        where g.token = any(${asked.tokens}::text[]) and g.campaign_id = ${asked.campaignId} and g.fulfilled_by is null
          and exists (select 1 from payment p
                      where p.pledge_id = g.id and p.opened_at is not null and p.rank < 30)
          and not exists (select 1 from payment p where p.pledge_id = g.id and p.captured_at is not null)
        order by g.created_at desc, g.id desc limit ${asked.limit}`,
  );
