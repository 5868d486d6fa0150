import type pg from "pg";
import { subscriptionsFor } from "@careforall/api/outbox";
import { plantCampaigns, type PlantedCampaign } from "../plant/campaigns.ts";
import { PLANT_EVENTS, PLANT_HISTORY, PLANT_LEDGER, PLANT_MONEY, PLANT_STORIES } from "./stories.ts";

/** So many promises are written per transaction. */
const CHUNK = 10_000;
const CAMPAIGNS = 500;

export type Book = { readonly promises: number; readonly entries: number; readonly deliveries: number };

/**
 * Writes promises, attempts, refunds, ledger and events as the verbs would have written them, until the ledger has so
 * many entries. All guards of the database are on: what is planted is lawful. Of ten promises one is open, one failed,
 * five were refunded (whose postings fill the ledger soonest) and three are gifts; all with a tip and a fee cover. Nothing is folded yet.
 */
export async function plantBook(
  client: pg.Client,
  entriesMin: number,
  tell: (line: string) => void,
): Promise<Book> {
  await plantBookCampaigns(client);
  await prepareStories(client);
  for (let from = 0; ; from += CHUNK) {
    const entries = await countEntries(client);
    if (entries >= entriesMin) break;
    if (from % (CHUNK * 5) === 0) tell(`  ${from} promises, ${entries} entries`);
    await plantChunk(client, { from, to: from + CHUNK - 1 });
  }
  await client.query("vacuum (analyze)");
  const { rows } = await client.query<Book>(
    `select (select count(*)::int from pledge) as promises, (select count(*)::int from ledger_entry) as entries,
            (select count(*)::int from delivery) as deliveries`,
  );
  const [book] = rows;
  if (book === undefined) throw new Error("a count has a row");
  return book;
}

/** The campaigns that stories are dealt to. */
export const plantBookCampaigns = (client: pg.Client): Promise<readonly PlantedCampaign[]> =>
  plantCampaigns(client, "book", CAMPAIGNS);

/** The tables of this session in which stories are made up. */
export async function prepareStories(client: pg.Client): Promise<void> {
  await client.query(
    `create temporary table planted (n int primary key, story text, campaign_id uuid, pledge_id uuid, payment_id uuid,
       refund_id uuid, gift bigint, tip bigint, fee bigint, total bigint, at timestamptz)`,
  );
  await client.query(
    "create temporary table book_campaign as select id, row_number() over (order by id) as nr from campaign",
  );
}

export type Chunk = {
  /** Promises `from` to `to`, both included. */
  readonly from: number;
  readonly to: number;
  /** Each is a gift, and the consumers have seen it. */
  readonly areFoldedGifts?: boolean;
};

/** Plants these promises in one transaction. */
export async function plantChunk(
  client: pg.Client,
  { from, to, areFoldedGifts = false }: Chunk,
): Promise<void> {
  await client.query("begin; truncate planted");
  await client.query(PLANT_STORIES, [from, to, CAMPAIGNS]);
  if (areFoldedGifts) await client.query("update planted set story = 'gift'");
  for (const statement of [...PLANT_MONEY, ...PLANT_LEDGER]) await client.query(statement);
  const listening = JSON.stringify(subscriptionsFor(false));
  for (const statement of PLANT_EVENTS) await client.query(statement, [listening, areFoldedGifts]);
  if (areFoldedGifts) for (const statement of PLANT_HISTORY) await client.query(statement);
  await client.query("commit");
}

async function countEntries(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ entries: number }>(
    "select count(*)::int as entries from ledger_entry",
  );
  return rows[0]?.entries ?? 0;
}
