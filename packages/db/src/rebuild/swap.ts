import { sql, type Tx } from "../client/index.ts";
import { TOTALS_CHANNEL } from "../totals/index.ts";

/**
 * Puts the copies' rows in the place of the live ones that differ, and wakes the pages of the changed campaigns. A live
 * gift keeps its public id. Answers the campaigns whose total changed. Tables in the order of their consumers, so that
 * neither waits for the other in a circle.
 */
export async function replaceByCopies(tx: Tx): Promise<readonly string[]> {
  await replacePublicGifts(tx);
  await replaceDonations(tx);
  await replaceStatistics(tx);
  return replaceTotals(tx);
}

async function replacePublicGifts(tx: Tx): Promise<void> {
  await tx.query(
    sql`delete from public_gift live
        where not exists (select 1 from copy_public_gift copy where copy.pledge_id = live.pledge_id)`,
  );
  await tx.query(
    sql`insert into public_gift
          (pledge_id, public_id, campaign_id, is_anonymous, display_name, amount_minor, currency, message, at)
        select copy.pledge_id, gen_random_uuid(), copy.campaign_id, copy.is_anonymous, copy.display_name,
               copy.amount_minor, copy.currency, copy.message, copy.at
        from copy_public_gift copy left join public_gift live on live.pledge_id = copy.pledge_id
        where to_jsonb(live) - 'public_id' is distinct from to_jsonb(copy)
        on conflict (pledge_id) do update
          set campaign_id = excluded.campaign_id, is_anonymous = excluded.is_anonymous,
              display_name = excluded.display_name, amount_minor = excluded.amount_minor,
              currency = excluded.currency, message = excluded.message, at = excluded.at`,
  );
}

async function replaceDonations(tx: Tx): Promise<void> {
  await tx.query(
    sql`delete from donation live
        where not exists (select 1 from copy_donation copy where copy.pledge_id = live.pledge_id)`,
  );
  await tx.query(
    sql`insert into donation
        select copy.* from copy_donation copy left join donation live on live.pledge_id = copy.pledge_id
        where row(live.*) is distinct from row(copy.*)
        on conflict (pledge_id) do update
          set donor_id = excluded.donor_id, campaign_id = excluded.campaign_id, currency = excluded.currency,
              gift_minor = excluded.gift_minor, tip_minor = excluded.tip_minor,
              fee_cover_minor = excluded.fee_cover_minor, total_minor = excluded.total_minor,
              refunded_minor = excluded.refunded_minor, left_minor = excluded.left_minor, status = excluded.status,
              promised_at = excluded.promised_at, captured_at = excluded.captured_at,
              refunded_at = excluded.refunded_at`,
  );
}

async function replaceStatistics(tx: Tx): Promise<void> {
  await tx.query(
    sql`merge into campaign_donor as live using copy_campaign_donor as copy
        on live.campaign_id = copy.campaign_id and live.donor_id = copy.donor_id
        when matched and live.gift_count <> copy.gift_count then update set gift_count = copy.gift_count
        when not matched then insert values (copy.campaign_id, copy.donor_id, copy.gift_count)
        when not matched by source then delete`,
  );
  await tx.query(
    sql`merge into donor_statistics as live using copy_donor_statistics as copy
        on live.donor_id = copy.donor_id and live.currency = copy.currency
        when matched and to_jsonb(live) <> to_jsonb(copy) then update
          set given_minor = copy.given_minor, gift_count = copy.gift_count, campaign_count = copy.campaign_count,
              first_gift_at = copy.first_gift_at, last_gift_at = copy.last_gift_at
        when not matched then
          insert values (copy.donor_id, copy.currency, copy.given_minor, copy.gift_count, copy.campaign_count,
                         copy.first_gift_at, copy.last_gift_at)
        when not matched by source then delete`,
  );
  await tx.query(
    sql`merge into platform_donors as live using copy_platform_donors as copy on live.currency = copy.currency
        when matched and live.donor_count <> copy.donor_count then update set donor_count = copy.donor_count
        when not matched then insert values (copy.currency, copy.donor_count)
        when not matched by source then delete`,
  );
}

async function replaceTotals(tx: Tx): Promise<readonly string[]> {
  const changed = await tx.query<{ campaignId: string }>(
    sql`with changed as (
          insert into campaign_total as live (campaign_id, currency, goal_minor, raised_minor, gift_count,
            pending_minor, pending_count, authorized_minor, authorized_count, captured_minor, captured_count,
            failed_minor, failed_count, refunded_minor, refunded_count, pledge_count, donor_count, version, updated_at)
          select c.id, c.currency, c.goal_minor, coalesce(copy.raised_minor, 0), coalesce(copy.gift_count, 0),
                 coalesce(copy.pending_minor, 0), coalesce(copy.pending_count, 0), coalesce(copy.authorized_minor, 0),
                 coalesce(copy.authorized_count, 0), coalesce(copy.captured_minor, 0),
                 coalesce(copy.captured_count, 0), coalesce(copy.failed_minor, 0), coalesce(copy.failed_count, 0),
                 coalesce(copy.refunded_minor, 0), coalesce(copy.refunded_count, 0), coalesce(copy.pledge_count, 0),
                 coalesce(copy.donor_count, 0), 1, ${tx.at}
          from campaign_total old full join copy_campaign_total copy using (campaign_id)
            join campaign c on c.id = campaign_id
          where to_jsonb(old) - array['version', 'updated_at', 'goal_minor'] is distinct from to_jsonb(copy)
          order by c.id
          on conflict (campaign_id) do update
            set currency = excluded.currency, goal_minor = excluded.goal_minor, raised_minor = excluded.raised_minor,
                gift_count = excluded.gift_count, pending_minor = excluded.pending_minor,
                pending_count = excluded.pending_count, authorized_minor = excluded.authorized_minor,
                authorized_count = excluded.authorized_count, captured_minor = excluded.captured_minor,
                captured_count = excluded.captured_count, failed_minor = excluded.failed_minor,
                failed_count = excluded.failed_count, refunded_minor = excluded.refunded_minor,
                refunded_count = excluded.refunded_count, pledge_count = excluded.pledge_count,
                donor_count = excluded.donor_count, version = live.version + 1,
                updated_at = greatest(live.updated_at, excluded.updated_at)
          returning campaign_id
        )
        select campaign_id as "campaignId", pg_notify(${TOTALS_CHANNEL}, campaign_id::text) from changed`,
  );
  return changed.map(({ campaignId }) => campaignId);
}
