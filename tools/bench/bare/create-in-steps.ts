import type pg from "pg";
import type { BareHandler } from "./answer.ts";
import { type BarePledge, readPledge } from "./pledge-input.ts";

// The same seven round trips as the product's: begin, claim the key, find the campaign, pledge, event, answer, commit.

const BEGIN = "begin isolation level read committed; set local lock_timeout = 2000; select now() as at";
const CLAIM = {
  name: "bare-claim",
  text: `insert into idempotency_key (scope, key, request_hash, created_at) values ('bare', $1, $2, now())
         on conflict do nothing returning scope`,
};
const FIND = {
  name: "bare-find",
  text: `select id, status, currency, ends_at as "endsAt" from campaign where slug = $1`,
};
const PLEDGE = {
  name: "bare-pledge",
  text: `insert into pledge (id, token, key_scope, key, campaign_id, currency, gift_minor, tip_minor,
           fee_cover_minor, total_minor, donor_name, donor_email, is_anonymous, message, method, locale, created_at)
         values ($1, $2, 'bare', $3, $4, $5, $6, $7, 0, $8, $9, $10, false, $11, $12, 'en', now())`,
};
const EVENT = {
  name: "bare-event",
  text: `insert into outbox (id, type, version, subject_id, data, created_at)
         values ($1, 'pledge.created', 1, $2, $3, now())`,
};
const FINISH = {
  name: "bare-finish",
  text: `update idempotency_key set response = $2, finished_at = now() where scope = 'bare' and key = $1`,
};

export const bareCreateInSteps =
  (pool: pg.Pool): BareHandler =>
  async ({ body, key }) => {
    const wish = readPledge(body);
    const client = await pool.connect();
    try {
      await client.query(BEGIN);
      const isDone = await write(client, wish, key);
      await client.query(isDone ? "commit" : "rollback");
      return isDone ? { status: 201, value: wish.answer } : { status: 409, value: {} };
    } catch (error) {
      await client.query("rollback");
      throw error;
    } finally {
      client.release();
    }
  };

async function write(client: pg.PoolClient, wish: BarePledge, key: string): Promise<boolean> {
  const claimed = await client.query({ ...CLAIM, values: [key, wish.requestHash] });
  const found = await client.query<{ id: string; status: string }>({ ...FIND, values: [wish.campaignSlug] });
  const [campaign] = found.rows;
  if (claimed.rows.length === 0 || campaign?.status !== "active") return false;
  const { id, token, currency, giftMinor, tipMinor, totalMinor, donorName, donorEmail, message, method } =
    wish;
  await client.query({
    ...PLEDGE,
    values: [
      id,
      token,
      key,
      campaign.id,
      currency,
      giftMinor,
      tipMinor,
      totalMinor,
      donorName,
      donorEmail,
      message,
      method,
    ],
  });
  const data = { campaignId: campaign.id, giftMinor, tipMinor, feeCoverMinor: "0", totalMinor, currency };
  await client.query({ ...EVENT, values: [wish.eventId, id, JSON.stringify(data)] });
  await client.query({ ...FINISH, values: [key, JSON.stringify(wish.answer)] });
  return true;
}
