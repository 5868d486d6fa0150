import { CAMPAIGN_STATUSES, type CampaignInLife, type LifeStep } from "@careforall/domain/campaign";
import { isCurrency } from "@careforall/domain/money";
import { assert } from "@careforall/domain/shared";
import { type Db, sql, type Tx } from "../client/index.ts";

/**
 * Campaigns whose end has come and those whose closing time is over by `at`, longest overdue first. Null = now by the
 * database's clock. Read without locks: each is decided again under its own.
 */
export const findOverdueCampaigns = (
  db: Db,
  due: { readonly at: Date | null; readonly closingMs: number; readonly limit: number },
): Promise<readonly { readonly id: string }[]> =>
  db.query<{ id: string }>(
    sql`select id from campaign, (select coalesce(${due.at}::timestamptz, now()) as at) time
        where (status = 'active' and ends_at <= time.at)
           or (status = 'closing' and ends_at <= time.at - ${due.closingMs} * interval '1 millisecond')
        order by ends_at, id limit ${due.limit}`,
  );

type Row = Omit<CampaignInLife, "status" | "currency"> & {
  readonly status: string;
  readonly currency: string;
};

/**
 * Locks a campaign with its total until the transaction ends. Pledges go on meanwhile: the lock leaves its key alone.
 * Null when another worker has it or it does not exist.
 */
export async function lockCampaignInLife(
  tx: Tx,
  id: string,
  closingMs: number,
): Promise<CampaignInLife | null> {
  const [row] = await tx.query<Row>(
    sql`select c.id, c.status, c.currency, c.ends_at as "endsAt",
               c.ends_at + ${closingMs} * interval '1 millisecond' as "closesAt", c.goal_minor as "goalMinor",
               coalesce(s.raised_minor, 0) as "raisedMinor", coalesce(s.gift_count, 0) as "giftCount",
               (select caught_up_at from consumer_progress where consumer = 'totals') as "seenUpTo"
        from campaign c left join campaign_total s on s.campaign_id = c.id
        where c.id = ${id} for no key update of c skip locked`,
  );
  if (row === undefined) return null;
  const status = CAMPAIGN_STATUSES.find((known) => known === row.status);
  assert(status !== undefined && isCurrency(row.currency), `campaign ${id} has a known status and currency`);
  return { ...row, status, currency: row.currency };
}

/** Writes a step of a campaign's life, with its place in the history, in one statement. */
export async function saveLifeStep(
  tx: Tx,
  campaign: CampaignInLife,
  step: LifeStep,
  requestId: string | null,
): Promise<void> {
  const rows = await tx.query<{ seq: number }>(
    sql`with moved as (
          update campaign set status = ${step.to} where id = ${campaign.id} and status = ${campaign.status} returning id
        )
        insert into campaign_status_history (campaign_id, seq, from_status, to_status, cause, request_id, at)
        select id, (select coalesce(max(seq), 0) + 1 from campaign_status_history where campaign_id = ${campaign.id}),
               ${campaign.status}, ${step.to}, ${step.cause}, ${requestId}, ${tx.at}
        from moved returning seq`,
  );
  assert(rows.length === 1, "a locked campaign still has the status that was decided on");
}
