import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createTestDatabase } from "../testing/index.ts";
import { migrate } from "./index.ts";
import { MIGRATIONS_FOLDER } from "./migration-files.ts";

// A database that had counted gifts before there were buckets.

const OURS = "20261121032000_read_models";
const CAMPAIGN = "00000000-0000-7000-8000-000000000001";
const UNTOUCHED = "00000000-0000-7000-8000-000000000002";
const database = await createTestDatabase({ ...inject("testCluster"), template: "template0" });
const client = new pg.Client({ connectionString: database.url });
let before: string;

beforeAll(async () => {
  before = mkdtempSync(path.join(tmpdir(), "careforall-migrations-"));
  mkdirSync(before, { recursive: true });
  for (const name of readdirSync(MIGRATIONS_FOLDER).filter((found) => found < OURS))
    cpSync(path.join(MIGRATIONS_FOLDER, name), path.join(before, name), { recursive: true });
  await migrate(database.url, before);
  await client.connect();
  for (const id of [CAMPAIGN, UNTOUCHED])
    await client.query(
      `insert into campaign (id, slug, kind, status, currency, goal_minor, suggested_minor, organiser_name,
         beneficiary_name, place, locale, starts_at, created_at)
       values ($1::uuid, 'campaign-' || right($1::text, 1), 'medical', 'active', 'BDT', 1000, '{}', 'Karim', 'Rina', 'Rangpur', 'en', now(), now())`,
      [id],
    );
  await client.query(
    "insert into campaign_total (campaign_id, raised_minor, gift_count, version, updated_at) values ($1, 300, 1, 4, now())",
    [CAMPAIGN],
  );
  const told = async (type: string, data: object, consumers: readonly string[]) => {
    const { rows } = await client.query<{ id: string }>(
      `insert into outbox (id, type, version, subject_id, data, created_at, relayed_at)
       values (gen_random_uuid(), $1, 1, gen_random_uuid(), $2, now(), now()) returning id`,
      [type, { campaignId: CAMPAIGN, ...data }],
    );
    for (const consumer of consumers)
      await client.query(
        "insert into delivery (consumer, event_id, created_at, next_try_at, done_at) values ($1, $2, now(), now(), now())",
        [consumer, rows[0]?.id],
      );
  };
  await told("pledge.created", { giftMinor: "500" }, []);
  for (const giftMinor of ["500", "400"])
    await told("payment.captured", { giftMinor }, ["totals", "receipts"]);
  await told("payment.refunded", { giftMinor: "400", endsGift: true }, ["totals"]);
  await told("payment.refunded", { giftMinor: "250", endsGift: false }, ["totals"]);
  const failed = { giftMinor: "50", wasConfirmed: true, revivesGift: false };
  await told("payment.refund_failed", failed, ["totals"]);
  await migrate(database.url);
});

afterAll(async () => {
  await client.end();
  await database.drop();
  rmSync(before, { recursive: true, force: true });
});

test("what was counted is kept, split into what was captured and what went back", async () => {
  const { rows } = await client.query(
    `select currency, goal_minor, raised_minor, gift_count, captured_minor, captured_count, refunded_minor,
            refunded_count, version
     from campaign_total order by campaign_id`,
  );
  const own = { currency: "BDT", goal_minor: "1000" };
  expect(rows).toEqual([
    {
      ...own,
      raised_minor: "300",
      gift_count: 1,
      captured_minor: "900",
      captured_count: 2,
      refunded_minor: "600",
      refunded_count: 1,
      version: "4",
    },
    {
      ...own,
      raised_minor: "0",
      gift_count: 0,
      captured_minor: "0",
      captured_count: 0,
      refunded_minor: "0",
      refunded_count: 0,
      version: "0",
    },
  ]);
});

test("past events wait for the consumers that listen to them from now on, and are applied by nobody twice", async () => {
  const { rows } = await client.query(
    `select d.consumer, o.type, count(*)::int as waiting from delivery d join outbox o on o.id = d.event_id
     where d.done_at is null group by 1, 2 order by 1, 2`,
  );
  expect(rows).toEqual([
    { consumer: "donations", type: "payment.refund_failed", waiting: 1 },
    { consumer: "donations", type: "payment.refunded", waiting: 2 },
    { consumer: "donations", type: "pledge.created", waiting: 1 },
    // A later migration: receipts of gifts from before are numbered, too.
    { consumer: "receipt_numbers", type: "payment.captured", waiting: 2 },
    { consumer: "receipt_numbers", type: "payment.refund_failed", waiting: 1 },
    { consumer: "receipt_numbers", type: "payment.refunded", waiting: 2 },
    { consumer: "totals", type: "pledge.created", waiting: 1 },
  ]);
});
