import type pg from "pg";
import { plantCampaigns, type PlantedCampaign } from "./campaigns.ts";

/** A big campaign: what SUM at read time has to add up. */
export const SUMMED_PLEDGES = 100_000;

/**
 * One campaign with 100,000 pledges and the row of totals that the product's consumer would have made of them, so that
 * both ways of reading give the same answer. Vacuumed and analysed, as autovacuum would have done in life.
 */
export async function plantPledges(pool: pg.Pool): Promise<PlantedCampaign> {
  const [campaign] = await plantCampaigns(pool, "bench-big", 1);
  if (campaign === undefined) throw new Error("a campaign was planted");
  // Several small statements: a session of a pool has a time limit for each.
  await pool.query(
    `insert into pledge (id, token, key_scope, key, campaign_id, currency, gift_minor, tip_minor, fee_cover_minor,
       total_minor, donor_name, donor_email, is_anonymous, message, method, locale, created_at)
     select uuidv7(), 'planted-' || lpad(n::text, 20, '0'), 'planted', lpad(n::text, 22, '0'), $1, 'BDT', gift, 0, 0,
       gift, 'Salma Khatun', 'donor' || n || '@example.org', n % 5 = 0, 'With all our prayers.', 'bkash', 'en',
       '2026-06-01Z'::timestamptz + n * interval '1 minute'
     from generate_series(1, $2::int) n, lateral (select 10000 + (n * 7919) % 490000 as gift) g`,
    [campaign.id, SUMMED_PLEDGES],
  );
  await pool.query(
    `insert into campaign_total (campaign_id, currency, goal_minor, raised_minor, gift_count, captured_minor,
       captured_count, pledge_count, version, updated_at)
     select c.id, c.currency, c.goal_minor, g.minor, g.gifts, g.minor, g.gifts, g.gifts, g.gifts, now()
     from campaign c,
          lateral (select sum(gift_minor) as minor, count(*) as gifts from pledge where campaign_id = c.id) g
     where c.id = $1`,
    [campaign.id],
  );
  await pool.query("vacuum (analyze) pledge, campaign, campaign_total");
  return campaign;
}
