import { assert } from "@careforall/domain/shared";
import type { TotalChange } from "@careforall/domain/totals";
import { type Db, sql, type Tx } from "../client/index.ts";

/** One notification channel for every campaign; the payload is the campaign's id. */
export const TOTALS_CHANNEL = "campaign_total";

/**
 * Adds changes to the public totals, in the order given (sorted ids: two writers never deadlock), and wakes the pages
 * of each changed campaign once, at commit.
 */
export async function addToTotals(tx: Tx, changes: readonly TotalChange[]): Promise<void> {
  for (const change of changes) {
    await (change.gifts < 0 || change.raisedMinor < 0n ? subtract(tx, change) : add(tx, change));
    await tx.query(sql`select pg_notify(${TOTALS_CHANNEL}, ${change.campaignId})`);
  }
}

const add = (tx: Tx, change: TotalChange): Promise<readonly unknown[]> =>
  tx.query(
    sql`insert into campaign_total (campaign_id, raised_minor, gift_count, version, updated_at)
        values (${change.campaignId}, ${change.raisedMinor}, ${change.gifts}, 1, ${tx.at})
        on conflict (campaign_id) do update
          set raised_minor = campaign_total.raised_minor + excluded.raised_minor,
              gift_count = campaign_total.gift_count + excluded.gift_count,
              version = campaign_total.version + 1,
              updated_at = greatest(campaign_total.updated_at, excluded.updated_at)`,
  );

/** Only from a total that is there: a refund whose gift is not counted yet waits for its next try. */
async function subtract(tx: Tx, change: TotalChange): Promise<void> {
  const rows = await tx.query(
    sql`update campaign_total
        set raised_minor = raised_minor + ${change.raisedMinor}, gift_count = gift_count + ${change.gifts}::int,
            version = version + 1, updated_at = greatest(updated_at, ${tx.at})
        where campaign_id = ${change.campaignId} returning campaign_id`,
  );
  assert(rows.length === 1, `campaign ${change.campaignId} has a total to subtract from`);
}

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
  readonly version: bigint | null;
  readonly updatedAt: Date | null;
  readonly caughtUpAt: Date | null;
};

/** The public total of a campaign: three rows by their keys, never a sum over gifts. Null for no public campaign. */
export async function findTotals(db: Db, slug: string): Promise<TotalsRow | null> {
  const [row] = await db.query<TotalsRow>(
    sql`select c.id, c.currency, c.goal_minor as "goalMinor", c.created_at as "createdAt",
               s.raised_minor as "raisedMinor", s.gift_count as "giftCount", s.version, s.updated_at as "updatedAt",
               (select caught_up_at from consumer_progress where consumer = 'totals') as "caughtUpAt"
        from campaign c left join campaign_total s on s.campaign_id = c.id
        where c.slug = ${slug} and c.status in ('active', 'closing', 'completed', 'expired')`,
  );
  return row ?? null;
}

export type CurrencyTotals = {
  readonly currency: string;
  readonly raisedMinor: bigint;
  readonly giftCount: bigint;
  readonly campaignCount: bigint;
};

/** What was raised on the whole platform, per currency, from the campaigns' totals. */
export const sumTotals = (db: Db): Promise<readonly CurrencyTotals[]> =>
  db.query<CurrencyTotals>(
    sql`select c.currency, coalesce(sum(s.raised_minor), 0)::bigint as "raisedMinor",
               coalesce(sum(s.gift_count), 0)::bigint as "giftCount", count(*) as "campaignCount"
        from campaign c left join campaign_total s on s.campaign_id = c.id
        where c.status in ('active', 'closing', 'completed', 'expired')
        group by c.currency order by c.currency`,
  );
