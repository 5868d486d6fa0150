import { sql, type Statement } from "@careforall/db/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settleConsumers } from "../outbox/index.ts";
import {
  createTestCampaign,
  createTestContext,
  giveGift,
  liveLawfulHistories,
  promiseGift,
} from "../testing/index.ts";
import { rebuildReadModels } from "./index.ts";

const bench = await createTestContext();
const { ctx, campaign, owner } = bench;
/** A rebuild makes tables, which web and worker may not. */
const asOwner = { ...ctx, db: owner };
const compare = () => rebuildReadModels(asOwner, { mayReplace: false, shownMax: 50 });
const repair = () => rebuildReadModels(asOwner, { mayReplace: true, shownMax: 50 });

/** Every row that a rebuild may write, as text; without what says when it was written. */
const liveRows = async () => {
  const read = async (statement: Statement) =>
    (await ctx.db.query<{ row: string }>(statement)).map(({ row }) => row);
  return {
    totals: await read(
      sql`select (to_jsonb(t) - array['version', 'updated_at'])::text as row from campaign_total t order by 1`,
    ),
    donations: await read(sql`select to_jsonb(t)::text as row from donation t order by 1`),
    campaignDonors: await read(sql`select to_jsonb(t)::text as row from campaign_donor t order by 1`),
    statistics: await read(sql`select to_jsonb(t)::text as row from donor_statistics t order by 1`),
    platform: await read(sql`select to_jsonb(t)::text as row from platform_donors t order by 1`),
  };
};

beforeAll(async () => {
  await liveLawfulHistories(bench);
  for (const donorEmail of ["ann@example.org", "bo@example.org", "ann@example.org"])
    await giveGift({ ...bench, campaign: await createTestCampaign(ctx.db) }, { donorEmail });
  await settleConsumers(ctx);
});
afterAll(bench.drop);

const DRIFTS: readonly [table: string, rows: number, drift: Statement][] = [
  [
    "campaign_total",
    1,
    sql`update campaign_total set pending_count = pending_count - 1, failed_count = failed_count + 1
        where campaign_id = ${campaign.id}`,
  ],
  [
    "campaign_total",
    1,
    sql`update campaign_total set donor_count = donor_count + 1 where campaign_id = ${campaign.id}`,
  ],
  [
    "donation",
    1,
    sql`update donation set status = 'failed'
        where pledge_id = (select pledge_id from donation where status = 'completed' order by pledge_id limit 1)`,
  ],
  [
    "donation",
    1,
    sql`delete from donation
        where pledge_id = (select pledge_id from donation where status = 'completed' order by pledge_id limit 1)`,
  ],
  [
    "campaign_donor",
    1,
    sql`update campaign_donor set gift_count = gift_count + 1
        where (campaign_id, donor_id) = (select campaign_id, donor_id from campaign_donor order by 1, 2 limit 1)`,
  ],
  [
    "campaign_donor",
    1,
    sql`delete from campaign_donor
        where (campaign_id, donor_id) = (select campaign_id, donor_id from campaign_donor order by 1, 2 limit 1)`,
  ],
  [
    "donor_statistics",
    1,
    sql`update donor_statistics set given_minor = given_minor + 1, first_gift_at = first_gift_at - interval '1 day'
        where donor_id = (select id from donor where email = 'ann@example.org')`,
  ],
  [
    "donor_statistics",
    1,
    sql`delete from donor_statistics where donor_id = (select id from donor where email = 'bo@example.org')`,
  ],
  [
    "platform_donors",
    1,
    sql`update platform_donors set donor_count = donor_count + 1 where currency = 'BDT'`,
  ],
  ["platform_donors", 1, sql`insert into platform_donors values ('EUR', 3)`],
];

test.each(DRIFTS)(
  "drift in %s is shown, stays when only compared, and is repaired when told",
  async (table, rows, drift) => {
    const before = await liveRows();
    await owner.query(drift);
    const seen = await compare();
    expect(seen).toMatchObject({ differences: rows, isReplaced: false });
    expect(seen.shown.every((difference) => difference.table === table)).toBe(true);
    expect(await liveRows()).not.toEqual(before);

    expect(await repair()).toMatchObject({ differences: rows, isReplaced: true });
    expect(await liveRows()).toEqual(before);
    expect(await compare()).toMatchObject({ differences: 0 });
  },
);

test("read models that are lost altogether come back, row for row, and the donors keep their ids", async () => {
  const before = await liveRows();
  for (const lost of [
    sql`delete from donation`,
    sql`delete from campaign_donor`,
    sql`delete from donor_statistics`,
    sql`delete from platform_donors`,
    sql`delete from campaign_total`,
  ])
    await owner.query(lost);
  await repair();
  expect(await liveRows()).toEqual(before);
});

test("a compare leaves nothing behind, not even a donor for an address that lost theirs", async () => {
  const email = "cy@example.org";
  await giveGift(bench, { donorEmail: email });
  await settleConsumers(ctx);
  const of = sql`select id from donor where email = ${email}`;
  const [donor] = await ctx.db.query<{ id: string }>(of);
  for (const lost of [
    sql`delete from donation where donor_id = ${donor?.id}`,
    sql`delete from campaign_donor where donor_id = ${donor?.id}`,
    sql`delete from donor_statistics where donor_id = ${donor?.id}`,
    sql`delete from donor where id = ${donor?.id}`,
  ])
    await owner.query(lost);
  const { differences } = await compare();
  expect(differences).toBeGreaterThan(2);
  expect(await ctx.db.query(of)).toEqual([]);
  await repair();
  expect(await ctx.db.query(of)).toHaveLength(1);
  expect(await compare()).toMatchObject({ differences: 0 });
});

test("a promise about which not everything is heard is left as it is", async () => {
  const gift = await giveGift(bench, { donorEmail: "di@example.org" });
  await promiseGift(bench, { donorEmail: "di@example.org" });
  expect(await compare()).toMatchObject({ differences: 0 });
  await settleConsumers(ctx);
  await ctx.db.query(
    sql`update delivery set done_at = null where consumer = 'donations'
          and event_id = (select o.id from outbox o join payment p on p.pledge_id = o.subject_id
                          where p.id = ${gift.paymentId} and o.type = 'pledge.completed')`,
  );
  expect(await compare()).toMatchObject({ differences: 0 });
  await settleConsumers(ctx);
  expect(await compare()).toMatchObject({ differences: 0 });
});

test("repairs beside gifts and consumers lose nothing", async () => {
  const own = { ...bench, campaign: await createTestCampaign(ctx.db) };
  for (let gift = 0; gift < 10; gift++) await giveGift(own, { donorEmail: `many-${gift % 3}@example.org` });
  await ctx.db.query(sql`update donor_statistics set given_minor = given_minor + 5`);
  await Promise.all([settleConsumers(ctx), repair(), settleConsumers(ctx)]);
  await settleConsumers(ctx);
  expect(await compare()).toMatchObject({ differences: 0 });
  const total = await ctx.db.prisma.campaignTotal.findUnique({ where: { campaignId: own.campaign.id } });
  expect(total).toMatchObject({ raisedMinor: 500_000n, giftCount: 10, pledgeCount: 10, donorCount: 3 });
});
