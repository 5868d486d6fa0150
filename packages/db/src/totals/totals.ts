import type { TotalChange } from "@careforall/domain/totals";
import { sql, type Tx } from "../client/index.ts";

/** One notification channel for every campaign; the payload is the campaign's id. */
export const TOTALS_CHANNEL = "campaign_total";

/**
 * Adds changes to the public totals, in the order given (sorted ids: two writers never deadlock), and wakes the pages
 * of each changed campaign once, at commit.
 */
export async function addToTotals(tx: Tx, changes: readonly TotalChange[]): Promise<void> {
  for (const change of changes) {
    await tx.query(
      sql`insert into campaign_total (campaign_id, raised_minor, gift_count, version, updated_at)
          values (${change.campaignId}, ${change.raisedMinor}, ${change.gifts}, 1, ${tx.at})
          on conflict (campaign_id) do update
            set raised_minor = campaign_total.raised_minor + excluded.raised_minor,
                gift_count = campaign_total.gift_count + excluded.gift_count,
                version = campaign_total.version + 1,
                updated_at = greatest(campaign_total.updated_at, excluded.updated_at)`,
    );
    await tx.query(sql`select pg_notify(${TOTALS_CHANNEL}, ${change.campaignId})`);
  }
}
