import { assert } from "@careforall/domain/shared";
import type { TotalChange } from "@careforall/domain/totals";
import { type Db, sql, type Tx } from "../client/index.ts";

/** One notification channel for every campaign; the payload is the campaign's id. */
export const TOTALS_CHANNEL = "campaign_total";

/**
 * Adds changes to the figures of their campaigns, locking rows in order of ids: two writers never deadlock. One
 * statement for all of them; it also takes over the campaign's present goal. Pages of a campaign are woken once, at
 * commit, when a figure changed that they show: a promise alone wakes nobody. People are counted by another consumer;
 * their number does not make the money true as of a later time.
 */
export async function addToTotals(tx: Tx, changes: readonly TotalChange[]): Promise<void> {
  if (changes.length === 0) return;
  const added = await addToRows(tx, changes);
  if (added.length === changes.length) return;
  const missing = changes.filter(({ campaignId }) => !added.includes(campaignId));
  await makeRows(tx, missing);
  const late = await addToRows(tx, missing);
  assert(late.length === missing.length, "every campaign has a row of totals after it was made");
}

/** Rows of zeros; a row that another transaction has just made stays as it is. */
const makeRows = (tx: Tx, changes: readonly TotalChange[]): Promise<readonly unknown[]> =>
  tx.query(
    sql`insert into campaign_total (campaign_id, currency, goal_minor, updated_at)
        select id, currency, goal_minor, ${tx.at} from campaign
        where id = any(${changes.map(({ campaignId }) => campaignId)}::uuid[]) order by id
        on conflict (campaign_id) do nothing`,
  );

/** Answers the campaigns that had a row. */
async function addToRows(tx: Tx, changes: readonly TotalChange[]): Promise<readonly string[]> {
  const rows = await tx.query<{ campaignId: string }>(
    sql`with change as (
          select * from jsonb_to_recordset(${toJson(changes)}::jsonb) as change("campaignId" uuid,
            "pendingMinor" bigint, "pendingCount" int, "authorizedMinor" bigint, "authorizedCount" int,
            "capturedMinor" bigint, "capturedCount" int, "failedMinor" bigint, "failedCount" int,
            "refundedMinor" bigint, "refundedCount" int, "pledgeCount" int, "donorCount" int)
        ), locked as (
          select t.campaign_id from campaign_total t
          where t.campaign_id in (select "campaignId" from change) order by t.campaign_id for update
        ), shown as (
          select change.*, "capturedMinor" <> 0 or "capturedCount" <> 0 or "refundedMinor" <> 0
                           or "refundedCount" <> 0 or "donorCount" <> 0 as is_shown
          from change
        ), changed as (
          update campaign_total t
          set raised_minor = t.raised_minor + s."capturedMinor" - s."refundedMinor",
              gift_count = t.gift_count + s."capturedCount" - s."refundedCount",
              pending_minor = t.pending_minor + s."pendingMinor",
              pending_count = t.pending_count + s."pendingCount",
              authorized_minor = t.authorized_minor + s."authorizedMinor",
              authorized_count = t.authorized_count + s."authorizedCount",
              captured_minor = t.captured_minor + s."capturedMinor",
              captured_count = t.captured_count + s."capturedCount",
              failed_minor = t.failed_minor + s."failedMinor",
              failed_count = t.failed_count + s."failedCount",
              refunded_minor = t.refunded_minor + s."refundedMinor",
              refunded_count = t.refunded_count + s."refundedCount",
              pledge_count = t.pledge_count + s."pledgeCount",
              donor_count = t.donor_count + s."donorCount",
              goal_minor = c.goal_minor, version = t.version + s.is_shown::int,
              updated_at = case when s."donorCount" = 0 then greatest(t.updated_at, ${tx.at}) else t.updated_at end
          from locked l join shown s on s."campaignId" = l.campaign_id join campaign c on c.id = l.campaign_id
          where t.campaign_id = l.campaign_id
          returning t.campaign_id, s.is_shown
        )
        select campaign_id as "campaignId",
               case when is_shown then pg_notify(${TOTALS_CHANNEL}, campaign_id::text) end
        from changed`,
  );
  return rows.map(({ campaignId }) => campaignId);
}

const toJson = (changes: readonly TotalChange[]): string =>
  JSON.stringify(changes, (_key, value: unknown) => (typeof value === "bigint" ? `${value}` : value));

/** Whether the public total contains this attempt's gift by now. */
export async function isCounted(db: Db, paymentId: string): Promise<boolean> {
  const rows = await db.query(
    sql`select 1 from outbox o join delivery d on d.event_id = o.id and d.consumer = 'totals'
        where o.subject_id = ${paymentId} and o.type = 'payment.captured' and d.done_at is not null`,
  );
  return rows.length > 0;
}

export type TotalsRow = {
  readonly id: string;
  readonly currency: string;
  readonly goalMinor: bigint;
  readonly createdAt: Date;
  readonly raisedMinor: bigint | null;
  readonly giftCount: number | null;
  readonly donorCount: number | null;
  readonly version: bigint | null;
  readonly updatedAt: Date | null;
  readonly caughtUpAt: Date | null;
};

/** The public total of a campaign: three rows by their keys, never a sum over gifts. Null for no public campaign. */
export async function findTotals(db: Db, slug: string): Promise<TotalsRow | null> {
  const [row] = await db.query<TotalsRow>(
    sql`select c.id, c.currency, c.goal_minor as "goalMinor", c.created_at as "createdAt",
               s.raised_minor as "raisedMinor", s.gift_count as "giftCount", s.donor_count as "donorCount",
               s.version, s.updated_at as "updatedAt",
               (select caught_up_at from consumer_progress where consumer = 'totals') as "caughtUpAt"
        from campaign c left join campaign_total s on s.campaign_id = c.id
        where c.slug = ${slug} and c.status in ('active', 'closing', 'completed', 'expired')`,
  );
  return row ?? null;
}

export type CurrencyTotals = {
  readonly currency: string;
  readonly raisedMinor: bigint;
  readonly pendingMinor: bigint;
  readonly giftCount: bigint;
  readonly donorCount: number;
  readonly campaignCount: bigint;
};

/**
 * What was raised on the whole platform, per currency: a sum of one row per campaign. A row per currency kept by the
 * fold would be the one row that every batch of that currency waits for (docs/adr/0009). Only people are counted by
 * the fold, because one person gives to many campaigns.
 */
export const sumTotals = (db: Db): Promise<readonly CurrencyTotals[]> =>
  db.query<CurrencyTotals>(
    sql`select c.currency, coalesce(sum(s.raised_minor), 0)::bigint as "raisedMinor",
               coalesce(sum(greatest(s.pending_minor, 0) + greatest(s.authorized_minor, 0)), 0)::bigint
                 as "pendingMinor",
               coalesce(sum(s.gift_count), 0)::bigint as "giftCount",
               coalesce((select p.donor_count from platform_donors p where p.currency = c.currency), 0)
                 as "donorCount",
               count(*) as "campaignCount"
        from campaign c left join campaign_total s on s.campaign_id = c.id
        where c.status in ('active', 'closing', 'completed', 'expired')
        group by c.currency order by c.currency`,
  );
