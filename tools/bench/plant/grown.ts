import pg from "pg";
import { type Chunk, plantBookCampaigns, plantChunk, prepareStories } from "../book/plant-book.ts";
import type { PlantedCampaign } from "./campaigns.ts";
import { plantInBulk } from "./in-bulk.ts";

const CHUNK = 20_000;

/** Sessions that plant side by side, one for each processor that most machines have at least. */
const PLANTERS = 2;

/**
 * So many gifts with everything that stays of them: promise, attempt, posting, events, finished deliveries, public gift,
 * the donor's history and all figures, as if the consumers had run. Constraints hold; triggers and foreign keys are off
 * while it is planted, and indexes are made at its end, which is what makes a million possible. Neither steps of
 * attempts nor answers under keys are there.
 */
export async function plantGrown(
  url: string,
  gifts: number,
  signal: AbortSignal,
): Promise<readonly PlantedCampaign[]> {
  const clients = await Promise.all(Array.from({ length: PLANTERS }, () => connect(url)));
  try {
    const [client] = clients;
    if (client === undefined) throw new Error("somebody plants");
    const campaigns = await plantBookCampaigns(client);
    await client.query(DONORS);
    await client.query("analyze donor");
    await plantInBulk(client, async () => {
      const chunks = chunksOf(gifts).values();
      await Promise.all(clients.map((planter) => plantFrom(planter, chunks, signal)));
    });
    for (const statement of FIGURES) await client.query(statement);
    await client.query("vacuum (analyze)");
    await client.query("checkpoint");
    return campaigns;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("set session_replication_role = replica; set synchronous_commit = off");
  return client;
}

const chunksOf = (gifts: number): readonly Chunk[] =>
  Array.from({ length: Math.ceil(gifts / CHUNK) }, (_, i) => ({
    from: i * CHUNK,
    to: Math.min((i + 1) * CHUNK, gifts) - 1,
    areFoldedGifts: true,
  }));

/** Plants one chunk after the other, as long as some are left for anybody. */
async function plantFrom(client: pg.Client, chunks: Iterable<Chunk>, signal: AbortSignal): Promise<void> {
  await prepareStories(client);
  for (const chunk of chunks) {
    signal.throwIfAborted();
    await plantChunk(client, chunk);
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
