import { type Db, sql, type Tx } from "../client/index.ts";

/** Makes captured gifts public, with the name only where the donor allowed it. A gift that is there already stays. */
export async function publishGifts(
  tx: Tx,
  gifts: readonly { pledgeId: string; publicId: string; at: Date }[],
): Promise<void> {
  await tx.query(
    sql`insert into public_gift (pledge_id, public_id, campaign_id, is_anonymous, display_name, amount_minor, currency,
          message, at)
        select g.id, new.public_id, g.campaign_id, g.is_anonymous,
               case when g.is_anonymous then null else g.donor_name end, g.gift_minor, g.currency, g.message, new.at
        from jsonb_to_recordset(${JSON.stringify(
          gifts.map((gift) => ({ pledge_id: gift.pledgeId, public_id: gift.publicId, at: gift.at })),
        )}::jsonb) as new(pledge_id uuid, public_id uuid, at timestamptz)
        join pledge g on g.id = new.pledge_id
        on conflict (pledge_id) do nothing`,
  );
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
