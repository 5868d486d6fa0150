import { sql, type Tx } from "../client/index.ts";

export type GoalReached = {
  readonly campaignId: string;
  readonly currency: string;
  readonly goalMinor: bigint;
  readonly raisedMinor: bigint;
  readonly giftCount: number;
};

/**
 * Notes which of these campaigns have passed their goal and had not before; the primary key makes it once for ever.
 * In the transaction that changed their totals, whose rows are locked: two folds cannot both miss the goal.
 */
export const noteGoalsReached = (tx: Tx, campaignIds: readonly string[]): Promise<readonly GoalReached[]> =>
  tx.query<GoalReached>(
    sql`with reached as (
          insert into campaign_milestone (campaign_id, kind, at)
          select c.id, 'goal_reached', ${tx.at}
          from campaign c join campaign_total t on t.campaign_id = c.id
          where c.id = any(${campaignIds}::uuid[]) and t.raised_minor >= c.goal_minor
          order by c.id
          on conflict (campaign_id, kind) do nothing
          returning campaign_id
        )
        select c.id as "campaignId", c.currency, c.goal_minor as "goalMinor", t.raised_minor as "raisedMinor",
               t.gift_count as "giftCount"
        from reached r join campaign c on c.id = r.campaign_id join campaign_total t on t.campaign_id = r.campaign_id
        order by c.id`,
  );
