import { sql, type Tx } from "../client/index.ts";

/** One row that the live read model and its copy do not agree on; null = it is not there. JSON, for people. */
export type Difference = {
  readonly table: string;
  readonly key: string;
  readonly live: string | null;
  readonly rebuilt: string | null;
};

/**
 * How many rows differ, and the first of them. A campaign without a total is one of zeros. Not compared: what says when
 * a row was written, the random public id of a gift, and the campaign's goal, which is not folded from events.
 */
export async function compareCopies(
  tx: Tx,
  shownMax: number,
): Promise<{ readonly count: number; readonly shown: readonly Difference[] }> {
  const rows = await tx.query<Difference & { count: bigint }>(
    sql`with zeros as (
          select to_jsonb(copy) - array['campaign_id', 'currency'] as figures
          from jsonb_populate_record(null::copy_campaign_total, '{"raised_minor": 0, "gift_count": 0,
            "pending_minor": 0, "pending_count": 0, "authorized_minor": 0, "authorized_count": 0, "captured_minor": 0,
            "captured_count": 0, "failed_minor": 0, "failed_count": 0, "refunded_minor": 0, "refunded_count": 0,
            "pledge_count": 0, "donor_count": 0}') as copy
        ), total as (
          select campaign_id,
                 to_jsonb(live) - array['campaign_id', 'version', 'updated_at', 'goal_minor'] as live,
                 to_jsonb(copy) - 'campaign_id' as rebuilt
          from campaign_total live full join copy_campaign_total copy using (campaign_id)
        ), difference as (
          select 'campaign_total' as "table", campaign_id::text as key, live::text, rebuilt::text
          from total, zeros
          where live is distinct from rebuilt
            and not (coalesce(live - 'currency', figures) = figures and coalesce(rebuilt - 'currency', figures) = figures)
          union all
          select 'public_gift', pledge_id::text, (to_jsonb(live) - array['pledge_id', 'public_id'])::text,
                 (to_jsonb(copy) - 'pledge_id')::text
          from public_gift live full join copy_public_gift copy using (pledge_id)
          where to_jsonb(live) - 'public_id' is distinct from to_jsonb(copy)
          union all
          select 'donation', pledge_id::text, (to_jsonb(live) - 'pledge_id')::text, (to_jsonb(copy) - 'pledge_id')::text
          from donation live full join copy_donation copy using (pledge_id)
          where row(live.*) is distinct from row(copy.*)
          union all
          select 'campaign_donor', campaign_id || ' ' || donor_id, to_jsonb(live)::text, to_jsonb(copy)::text
          from campaign_donor live full join copy_campaign_donor copy using (campaign_id, donor_id)
          where live.gift_count is distinct from copy.gift_count
          union all
          select 'donor_statistics', donor_id || ' ' || currency, to_jsonb(live)::text, to_jsonb(copy)::text
          from donor_statistics live full join copy_donor_statistics copy using (donor_id, currency)
          where to_jsonb(live) is distinct from to_jsonb(copy)
          union all
          select 'platform_donors', currency, to_jsonb(live)::text, to_jsonb(copy)::text
          from platform_donors live full join copy_platform_donors copy using (currency)
          where live.donor_count is distinct from copy.donor_count
        )
        select *, count(*) over () as count from difference order by "table", key limit ${shownMax}`,
  );
  return { count: Number(rows[0]?.count ?? 0n), shown: rows.map(({ count: _count, ...row }) => row) };
}
