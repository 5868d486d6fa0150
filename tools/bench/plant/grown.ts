import pg from "pg";
import { plantChunk, preparePlanting } from "../book/plant-book.ts";
import type { PlantedCampaign } from "./campaigns.ts";

const CHUNK = 20_000;

/**
 * So many gifts with everything that stays of them: promise, attempt, posting, events, finished deliveries, public gift,
 * the donor's history and all figures, as if the consumers had run. Constraints hold; triggers and foreign keys are off
 * while it is planted, which is what makes a million possible. Neither steps of attempts nor answers under keys are there.
 */
export async function plantGrown(
  url: string,
  gifts: number,
  signal: AbortSignal,
): Promise<readonly PlantedCampaign[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica; set synchronous_commit = off");
    const campaigns = await preparePlanting(client);
    await client.query(DONORS);
    for (let from = 0; from < gifts; from += CHUNK) {
      signal.throwIfAborted();
      const to = Math.min(from + CHUNK, gifts) - 1;
      await plantChunk(client, { from, to, areFoldedGifts: true });
    }
    for (const statement of FIGURES) await client.query(statement);
    await client.query("vacuum (analyze)");
    await client.query("checkpoint");
    return campaigns;
  } finally {
    await client.end();
  }
}

/** Everybody who appears in the stories. */
const DONORS = `
  insert into donor (id, email, created_at)
  select uuidv7(), 'donor' || n || '@example.org', '2026-02-01Z' from generate_series(0, 59999) n`;

const FIGURES = [
  `insert into campaign_total (campaign_id, currency, goal_minor, raised_minor, gift_count, captured_minor,
     captured_count, pledge_count, donor_count, version, updated_at)
   select c.id, c.currency, c.goal_minor, sum(d.gift_minor), count(*), sum(d.gift_minor), count(*), count(*),
     count(distinct d.donor_id), count(*), now()
   from campaign c join donation d on d.campaign_id = c.id group by c.id`,
  `insert into campaign_donor (campaign_id, donor_id, gift_count)
   select campaign_id, donor_id, count(*) from donation group by campaign_id, donor_id`,
  `insert into donor_statistics (donor_id, currency, given_minor, gift_count, campaign_count, first_gift_at,
     last_gift_at)
   select donor_id, currency, sum(gift_minor), count(*), count(distinct campaign_id), min(captured_at),
     max(captured_at)
   from donation group by donor_id, currency`,
  `insert into platform_donors (currency, donor_count)
   select currency, count(*) from donor_statistics group by currency`,
];
