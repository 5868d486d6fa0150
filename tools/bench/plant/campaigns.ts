import type pg from "pg";

export type PlantedCampaign = { readonly id: string; readonly slug: string };

/** Open campaigns in taka with a text each, named `prefix-1`, `prefix-2` and so on. */
export async function plantCampaigns(
  pool: pg.Pool | pg.Client,
  prefix: string,
  count: number,
): Promise<PlantedCampaign[]> {
  const { rows } = await pool.query<PlantedCampaign>(
    `with planted as (
       insert into campaign (id, slug, kind, status, currency, goal_minor, suggested_minor, organiser_name,
         beneficiary_name, place, locale, starts_at, created_at)
       select uuidv7(), $1 || '-' || n, 'medical', 'active', 'BDT', 1000000000, '{50000,100000}', 'Karim Uddin',
         'Rina Begum', 'Rangpur', 'en', '2026-01-01Z', '2026-01-01Z'
       from generate_series(1, $2::int) n
       returning id, slug
     ), told as (
       insert into campaign_text (campaign_id, locale, title, summary, story)
       select id, 'en', 'A heart for Rina', 'Surgery in May', 'Rina is nine.' from planted
     )
     select id, slug from planted order by length(slug), slug`,
    [prefix, count],
  );
  return rows;
}
