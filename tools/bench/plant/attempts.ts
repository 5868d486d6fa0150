import type pg from "pg";
import type { PlantedCampaign } from "./campaigns.ts";

/** An attempt that the donor has been sent to: the next news about it is that the provider captured it. */
export type PlantedAttempt = {
  readonly paymentId: string;
  readonly amountMinor: bigint;
  readonly campaignId: string;
};

type Row = { readonly id: string; readonly amountMinor: string; readonly campaignId: string };

/** Planted amounts: Tk 100 to Tk 4,999. */
const AMOUNT_SQL = "10000 + (n * 7919) % 490000";

/** Pledges with an open attempt each, dealt to the campaigns in turn. `batch` keeps keys of several calls apart. */
export async function plantAttempts(
  pool: pg.Pool,
  campaigns: readonly PlantedCampaign[],
  batch: string,
  count: number,
): Promise<PlantedAttempt[]> {
  const { rows } = await pool.query<Row>(
    `with promised as (
       insert into pledge (id, token, key_scope, key, campaign_id, currency, gift_minor, tip_minor, fee_cover_minor,
         total_minor, donor_name, donor_email, is_anonymous, message, method, locale, created_at)
       select uuidv7(), $2 || '-' || lpad(n::text, 31 - length($2), '0'), 'planted', $2 || '-' || lpad(n::text, 31 - length($2), '0'),
         ($1::uuid[])[1 + n % cardinality($1::uuid[])], 'BDT', gift, 0, 0, gift, 'Salma Khatun',
         'donor' || n || '@example.org', false, null, 'bkash', 'en', now()
       from generate_series(1, $3::int) n, lateral (select ${AMOUNT_SQL} as gift) g
       returning id, campaign_id, currency, total_minor
     ), opened as (
     insert into payment (id, pledge_id, attempt, provider, method, currency, amount_minor, rank, version, created_at,
       opened_at, session_id, redirect_url)
     select uuidv7(), id, 1, 'sslcommerz', 'bkash', currency, total_minor, 10, 1, now(), now(), id::text,
       'https://provider.example/pay'
     from promised returning id, pledge_id, amount_minor
     )
     select o.id, o.amount_minor::text as "amountMinor", p.campaign_id as "campaignId"
     from opened o join promised p on p.id = o.pledge_id`,
    [campaigns.map(({ id }) => id), batch, count],
  );
  await pool.query("analyze pledge, payment");
  return rows.map(({ id, amountMinor, campaignId }) => ({
    paymentId: id,
    amountMinor: BigInt(amountMinor),
    campaignId,
  }));
}
