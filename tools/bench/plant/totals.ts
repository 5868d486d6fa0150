import type pg from "pg";
import type { PlantedCampaign } from "./campaigns.ts";

/** Rows of totals at zero, which the product's own consumer would make with the first gift. */
export async function plantTotals(pool: pg.Pool, campaigns: readonly PlantedCampaign[]): Promise<void> {
  await pool.query(
    `insert into campaign_total (campaign_id, currency, goal_minor, updated_at)
     select id, currency, goal_minor, now() from campaign where id = any($1::uuid[])`,
    [campaigns.map(({ id }) => id)],
  );
}
