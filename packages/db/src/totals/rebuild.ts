import type { TotalChange } from "@careforall/domain/totals";
import { sql, type Tx } from "../client/index.ts";
import { TOTALS_CHANNEL } from "./totals.ts";

/** One statement over a book of millions takes minutes; what takes longer is a plan gone wrong. */
const STATEMENT_TIMEOUT_MS = 300_000;

/** Makes empty copies of the read models, which vanish with the transaction, and gives it time to fill them. */
export async function openCopies(tx: Tx): Promise<void> {
  await tx.query(sql`select set_config('statement_timeout', ${`${STATEMENT_TIMEOUT_MS}`}, true)`);
  await tx.query(
    sql`create temporary table copy_campaign_total
          (campaign_id uuid primary key, raised_minor bigint not null, gift_count int not null) on commit drop`,
  );
  await tx.query(sql`create temporary table copy_public_gift (like public_gift) on commit drop`);
  await tx.query(sql`alter table copy_public_gift drop column public_id, add primary key (pledge_id)`);
}

export type AppliedEvent = { readonly id: string; readonly type: string; readonly data: unknown };

/** Events that a consumer has applied, in order of ids, after the given one. */
export const readAppliedEvents = (
  tx: Tx,
  page: { readonly consumer: string; readonly after: string | null; readonly limit: number },
): Promise<readonly AppliedEvent[]> =>
  tx.query<AppliedEvent>(
    sql`select o.id, o.type, o.data
        from delivery d join outbox o on o.id = d.event_id
        where d.consumer = ${page.consumer} and d.done_at is not null
          and (${page.after}::uuid is null or d.event_id > ${page.after}::uuid)
        order by d.event_id limit ${page.limit}`,
  );

/** Adds folded changes to the copy of the totals. */
export async function addToCopy(tx: Tx, changes: readonly TotalChange[]): Promise<void> {
  const rows = changes.map((change) => ({
    campaign_id: change.campaignId,
    raised_minor: `${change.raisedMinor}`,
    gift_count: change.gifts,
  }));
  await tx.query(
    sql`insert into copy_campaign_total as copy
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as change(campaign_id uuid, raised_minor bigint, gift_count int)
        on conflict (campaign_id) do update
          set raised_minor = copy.raised_minor + excluded.raised_minor,
              gift_count = copy.gift_count + excluded.gift_count`,
  );
}

/**
 * Fills the copy of the public list from the promises of the gifts whose event was applied, with what is left of them
 * after the refunds of this moment; one of which nothing is left is not public. While news of a gift's refund is on its
 * way the list may lawfully show it as before or as after (I-39), so such a gift is copied as it is.
 */
export async function copyPublicGifts(tx: Tx): Promise<void> {
  await tx.query(
    sql`create temporary table copy_waiting on commit drop as
        select distinct p.pledge_id from outbox o join payment p on p.id = o.subject_id
        where o.type in ('payment.refunded', 'payment.refund_failed')
          and not exists (select 1 from delivery d
                          where d.event_id = o.id and d.consumer = 'public_gifts' and d.done_at is not null)`,
  );
  await tx.query(
    sql`insert into copy_public_gift
          (pledge_id, campaign_id, is_anonymous, display_name, amount_minor, currency, message, at)
        select pledge_id, campaign_id, is_anonymous, display_name, amount_minor, currency, message, at
        from public_gift join copy_waiting using (pledge_id)`,
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
          and not exists (select 1 from copy_waiting waiting where waiting.pledge_id = g.id)
        group by g.id, refunded.minor`,
  );
}

/** One row that the live read model and its copy do not agree on; null = it is not there. JSON, for people. */
export type Difference = {
  readonly table: string;
  readonly key: string;
  readonly live: string | null;
  readonly rebuilt: string | null;
};

/** How many rows differ, and the first of them. A campaign without a total has raised nothing. */
export async function compareCopies(
  tx: Tx,
  shownMax: number,
): Promise<{ readonly count: number; readonly shown: readonly Difference[] }> {
  const rows = await tx.query<Difference & { count: bigint }>(
    sql`with difference as (
          select 'campaign_total' as "table", campaign_id as key,
                 (to_jsonb(live) - array['campaign_id', 'version', 'updated_at'])::text as live,
                 (to_jsonb(copy) - 'campaign_id')::text as rebuilt
          from campaign_total live full join copy_campaign_total copy using (campaign_id)
          where coalesce(live.raised_minor, 0) <> coalesce(copy.raised_minor, 0)
             or coalesce(live.gift_count, 0) <> coalesce(copy.gift_count, 0)
          union all
          select 'public_gift', pledge_id, (to_jsonb(live) - array['pledge_id', 'public_id'])::text,
                 (to_jsonb(copy) - 'pledge_id')::text
          from public_gift live full join copy_public_gift copy using (pledge_id)
          where to_jsonb(live) - 'public_id' is distinct from to_jsonb(copy)
        )
        select *, count(*) over () as count from difference order by "table", key limit ${shownMax}`,
  );
  return { count: Number(rows[0]?.count ?? 0n), shown: rows.map(({ count: _count, ...row }) => row) };
}

/**
 * Puts the copies' rows in the place of the live ones that differ, and wakes the pages of the changed campaigns. A live
 * gift keeps its public id. Answers the campaigns whose total changed.
 */
export async function replaceByCopies(tx: Tx): Promise<readonly string[]> {
  const changed = await tx.query<{ campaignId: string }>(
    sql`with changed as (
          insert into campaign_total as live (campaign_id, raised_minor, gift_count, version, updated_at)
          select campaign_id, coalesce(copy.raised_minor, 0), coalesce(copy.gift_count, 0), 1, ${tx.at}
          from campaign_total old full join copy_campaign_total copy using (campaign_id)
          where coalesce(old.raised_minor, 0) <> coalesce(copy.raised_minor, 0)
             or coalesce(old.gift_count, 0) <> coalesce(copy.gift_count, 0)
          order by campaign_id
          on conflict (campaign_id) do update
            set raised_minor = excluded.raised_minor, gift_count = excluded.gift_count, version = live.version + 1,
                updated_at = greatest(live.updated_at, excluded.updated_at)
          returning campaign_id
        )
        select campaign_id as "campaignId", pg_notify(${TOTALS_CHANNEL}, campaign_id::text) from changed`,
  );
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
  return changed.map(({ campaignId }) => campaignId);
}
