import type { Donation } from "@careforall/domain/donor";
import type { TotalChange } from "@careforall/domain/totals";
import { sql, type Tx } from "../client/index.ts";
import { donationRows } from "../donor/index.ts";

/** One statement over a book of millions takes minutes; what takes longer is a plan gone wrong. */
const STATEMENT_TIMEOUT_MS = 300_000;

/** Makes empty copies of the read models, which vanish with the transaction, and gives it time to fill them. */
export async function openCopies(tx: Tx): Promise<void> {
  await tx.query(sql`savepoint before_copies`);
  await tx.query(sql`select set_config('statement_timeout', ${`${STATEMENT_TIMEOUT_MS}`}, true)`);
  await tx.query(
    sql`create temporary table copy_campaign_total (like campaign_total including defaults) on commit drop`,
  );
  await tx.query(
    sql`alter table copy_campaign_total drop column version, drop column updated_at, drop column goal_minor,
          alter column currency drop not null, add primary key (campaign_id)`,
  );
  await tx.query(sql`create temporary table copy_public_gift (like public_gift) on commit drop`);
  await tx.query(sql`alter table copy_public_gift drop column public_id, add primary key (pledge_id)`);
  await tx.query(sql`create temporary table copy_donation (like donation) on commit drop`);
  await tx.query(sql`alter table copy_donation add primary key (pledge_id)`);
}

/** Undoes everything since the copies were opened: a comparison leaves nothing behind, not even a new donor. */
export async function dropCopies(tx: Tx): Promise<void> {
  await tx.query(sql`rollback to savepoint before_copies`);
}

/** Adds folded changes to the copy of the totals. */
export async function addToCopy(tx: Tx, changes: readonly TotalChange[]): Promise<void> {
  const rows = changes.map((change) => ({
    campaign_id: change.campaignId,
    raised_minor: `${change.capturedMinor - change.refundedMinor}`,
    gift_count: `${change.capturedCount - change.refundedCount}`,
    pending_minor: `${change.pendingMinor}`,
    pending_count: `${change.pendingCount}`,
    authorized_minor: `${change.authorizedMinor}`,
    authorized_count: `${change.authorizedCount}`,
    captured_minor: `${change.capturedMinor}`,
    captured_count: `${change.capturedCount}`,
    failed_minor: `${change.failedMinor}`,
    failed_count: `${change.failedCount}`,
    refunded_minor: `${change.refundedMinor}`,
    refunded_count: `${change.refundedCount}`,
    pledge_count: `${change.pledgeCount}`,
    donor_count: `${change.donorCount}`,
  }));
  await tx.query(
    sql`insert into copy_campaign_total as copy
        select * from jsonb_populate_recordset(null::copy_campaign_total, ${JSON.stringify(rows)}::jsonb)
        on conflict (campaign_id) do update
          set raised_minor = copy.raised_minor + excluded.raised_minor,
              gift_count = copy.gift_count + excluded.gift_count,
              pending_minor = copy.pending_minor + excluded.pending_minor,
              pending_count = copy.pending_count + excluded.pending_count,
              authorized_minor = copy.authorized_minor + excluded.authorized_minor,
              authorized_count = copy.authorized_count + excluded.authorized_count,
              captured_minor = copy.captured_minor + excluded.captured_minor,
              captured_count = copy.captured_count + excluded.captured_count,
              failed_minor = copy.failed_minor + excluded.failed_minor,
              failed_count = copy.failed_count + excluded.failed_count,
              refunded_minor = copy.refunded_minor + excluded.refunded_minor,
              refunded_count = copy.refunded_count + excluded.refunded_count,
              pledge_count = copy.pledge_count + excluded.pledge_count`,
  );
}

/**
 * Fills the copy of the public list from the promises of the gifts whose event was applied, with what is left of them
 * after the refunds of this moment; one of which nothing is left is not public. While news of a gift's refund is on its
 * way the list may lawfully show it as before or as after (I-39), so such a gift is copied as it is.
 */
export async function copyPublicGifts(tx: Tx): Promise<void> {
  await tx.query(
    sql`create temporary table gift_under_way on commit drop as
        select distinct p.pledge_id from outbox o join payment p on p.id = o.subject_id
        where o.type in ('payment.refunded', 'payment.refund_failed')
          and not exists (select 1 from delivery d
                          where d.event_id = o.id and d.consumer = 'public_gifts' and d.done_at is not null)`,
  );
  await tx.query(
    sql`insert into copy_public_gift
          (pledge_id, campaign_id, is_anonymous, display_name, amount_minor, currency, message, at)
        select pledge_id, campaign_id, is_anonymous, display_name, amount_minor, currency, message, at
        from public_gift join gift_under_way using (pledge_id)`,
  );
  await tx.query(
    sql`insert into copy_public_gift
          (pledge_id, campaign_id, is_anonymous, display_name, amount_minor, currency, message, at)
        select g.id, g.campaign_id, g.is_anonymous, case when g.is_anonymous then null else g.donor_name end,
               g.gift_minor - refunded.minor, g.currency, g.message, min(o.created_at)
        from delivery d join outbox o on o.id = d.event_id
          join pledge g on g.id = (o.data ->> 'pledgeId')::uuid
          cross join lateral (
            select coalesce(sum(r.gift_minor), 0)::bigint as minor from refund r
            where r.payment_id = g.fulfilled_by and r.confirmed_at is not null and r.failed_at is null
          ) as refunded
        where d.consumer = 'public_gifts' and d.done_at is not null and o.type = 'payment.captured'
          and refunded.minor < g.gift_minor
          and not exists (select 1 from gift_under_way u where u.pledge_id = g.id)
        group by g.id, refunded.minor`,
  );
}

/** Adds rebuilt rows to the copy of the history. */
export async function addDonationsToCopy(tx: Tx, donations: readonly Donation[]): Promise<void> {
  await tx.query(
    sql`insert into copy_donation
        select * from jsonb_populate_recordset(null::copy_donation, ${donationRows(donations)}::jsonb)`,
  );
}

/** Takes over the rows about which not everything is heard, and makes of the copied history what follows from it. */
export async function copyStatistics(tx: Tx): Promise<void> {
  await tx.query(
    sql`insert into copy_donation select d.* from donation d join pledge_under_way u on u.pledge_id = d.pledge_id`,
  );
  await tx.query(sql`analyze copy_donation`);
  await tx.query(
    sql`create temporary table copy_campaign_donor on commit drop as
        select campaign_id, donor_id, count(*)::int as gift_count
        from copy_donation where left_minor > 0 group by campaign_id, donor_id`,
  );
  await tx.query(sql`alter table copy_campaign_donor add primary key (campaign_id, donor_id)`);
  await tx.query(
    sql`create temporary table copy_donor_statistics on commit drop as
        select donor_id, currency, sum(left_minor)::bigint as given_minor, count(*)::int as gift_count,
               count(distinct campaign_id)::int as campaign_count, min(captured_at) as first_gift_at,
               max(captured_at) as last_gift_at
        from copy_donation where left_minor > 0 group by donor_id, currency`,
  );
  await tx.query(sql`alter table copy_donor_statistics add primary key (donor_id, currency)`);
  await tx.query(
    sql`create temporary table copy_platform_donors on commit drop as
        select currency, count(*)::int as donor_count from copy_donor_statistics group by currency`,
  );
  await tx.query(
    sql`insert into copy_campaign_total as copy (campaign_id, donor_count)
        select campaign_id, count(*) from copy_campaign_donor group by campaign_id
        on conflict (campaign_id) do update set donor_count = excluded.donor_count`,
  );
  await tx.query(
    sql`update copy_campaign_total copy set currency = c.currency from campaign c where c.id = copy.campaign_id`,
  );
}
