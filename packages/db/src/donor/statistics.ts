import type { GiftChange } from "@careforall/domain/donor";
import { sql, type Tx } from "../client/index.ts";

/** A row appeared or disappeared: somebody began to count, or counts no more. */
type Action = "INSERT" | "UPDATE" | "DELETE";
const countOf = (action: Action): number => ({ INSERT: 1, UPDATE: 0, DELETE: -1 })[action];

/** How many more (or fewer) different donors a campaign has. */
export type DonorChange = { readonly campaignId: string; readonly donors: number };

/**
 * Adds changes of standing gifts to who gave to what, to the donors' statistics and to the number of donors per
 * currency, under the lock and after the history was written. Answers which campaigns have more donors or fewer.
 */
export async function addToStatistics(
  tx: Tx,
  changes: readonly GiftChange[],
): Promise<readonly DonorChange[]> {
  const met = await addToCampaignDonors(tx, changes);
  const actions = await addToDonors(tx, sumPerDonor(changes, met));
  await addToPlatform(
    tx,
    sumPer(actions, ({ currency }) => currency),
  );
  return [...sumPer(met, ({ campaignId }) => campaignId)].map(([campaignId, donors]) => ({
    campaignId,
    donors,
  }));
}

type Met = { readonly campaignId: string; readonly donorId: string; readonly action: Action };

const addToCampaignDonors = (tx: Tx, changes: readonly GiftChange[]): Promise<readonly Met[]> =>
  tx.query<Met>(
    sql`merge into campaign_donor as kept
        using (select * from jsonb_to_recordset(${JSON.stringify(
          changes.map(({ campaignId, donorId, gifts }) => ({
            campaign_id: campaignId,
            donor_id: donorId,
            gifts,
          })),
        )}::jsonb) as change(campaign_id uuid, donor_id uuid, gifts int) where gifts <> 0) as change
        on kept.campaign_id = change.campaign_id and kept.donor_id = change.donor_id
        when matched and kept.gift_count + change.gifts = 0 then delete
        when matched then update set gift_count = kept.gift_count + change.gifts
        when not matched then insert values (change.campaign_id, change.donor_id, change.gifts)
        returning merge_action() as action, kept.campaign_id as "campaignId", kept.donor_id as "donorId"`,
  );

type DonorSum = {
  readonly donor_id: string;
  readonly currency: string;
  gifts: number;
  campaigns: number;
  givenMinor: bigint;
};

function sumPerDonor(changes: readonly GiftChange[], met: readonly Met[]): readonly DonorSum[] {
  const campaigns = new Map(
    met.map(({ campaignId, donorId, action }) => [`${campaignId} ${donorId}`, countOf(action)]),
  );
  const sums = new Map<string, DonorSum>();
  for (const { donorId, campaignId, currency, gifts, givenMinor } of changes) {
    const key = `${donorId} ${currency}`;
    const sum = sums.get(key) ?? { donor_id: donorId, currency, gifts: 0, campaigns: 0, givenMinor: 0n };
    sum.gifts += gifts;
    sum.givenMinor += givenMinor;
    sum.campaigns += campaigns.get(`${campaignId} ${donorId}`) ?? 0;
    sums.set(key, sum);
  }
  return [...sums.values()];
}

/** First and last gift are read from the two ends of an index: a minimum cannot be taken back by subtraction. */
const addToDonors = (
  tx: Tx,
  sums: readonly DonorSum[],
): Promise<readonly { readonly currency: string; readonly action: Action }[]> =>
  tx.query(
    sql`merge into donor_statistics as kept
        using (
          select change.*,
                 (select min(captured_at) from donation d
                  where d.donor_id = change.donor_id and d.currency = change.currency and d.left_minor > 0) as first_at,
                 (select max(captured_at) from donation d
                  where d.donor_id = change.donor_id and d.currency = change.currency and d.left_minor > 0) as last_at
          from jsonb_to_recordset(${JSON.stringify(
            sums.map(({ givenMinor, ...sum }) => ({ ...sum, given: `${givenMinor}` })),
          )}::jsonb) as change(donor_id uuid, currency char(3), gifts int, campaigns int, given bigint)
        ) as change
        on kept.donor_id = change.donor_id and kept.currency = change.currency
        when matched and kept.gift_count + change.gifts = 0 then delete
        when matched then update
          set given_minor = kept.given_minor + change.given, gift_count = kept.gift_count + change.gifts,
              campaign_count = kept.campaign_count + change.campaigns,
              first_gift_at = change.first_at, last_gift_at = change.last_at
        when not matched and change.gifts > 0 then
          insert values (change.donor_id, change.currency, change.given, change.gifts, change.campaigns,
                         change.first_at, change.last_at)
        returning merge_action() as action, kept.currency`,
  );

async function addToPlatform(tx: Tx, donors: ReadonlyMap<string, number>): Promise<void> {
  if (donors.size === 0) return;
  await tx.query(
    sql`merge into platform_donors as kept
        using jsonb_to_recordset(${JSON.stringify(
          [...donors].map(([currency, count]) => ({ currency, donors: count })),
        )}::jsonb) as change(currency char(3), donors int)
        on kept.currency = change.currency
        when matched and kept.donor_count + change.donors = 0 then delete
        when matched then update set donor_count = kept.donor_count + change.donors
        when not matched then insert values (change.currency, change.donors)`,
  );
}

/** Sums that are not zero, in sorted order of keys. */
function sumPer<Row extends { readonly action: Action }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + countOf(row.action));
  return new Map([...sums].filter(([, sum]) => sum !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
