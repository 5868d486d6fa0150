import { sql } from "@careforall/db/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settleConsumers } from "../outbox/index.ts";
import {
  createTestCampaign,
  createTestContext,
  giveBack,
  giveGift,
  liveLawfulHistories,
  settleRefund,
} from "../testing/index.ts";
import { rebuildReadModels } from "./index.ts";

const bench = await createTestContext();
const { ctx, campaign, owner } = bench;
/** A rebuild makes tables, which web and worker may not. */
const asOwner = { ...ctx, db: owner };
const SHOWN_MAX = 50;
const compare = () => rebuildReadModels(asOwner, { mayReplace: false, shownMax: SHOWN_MAX });
const repair = () => rebuildReadModels(asOwner, { mayReplace: true, shownMax: SHOWN_MAX });
const liveRows = async () => ({
  totals: await ctx.db.prisma.campaignTotal.findMany({ orderBy: { campaignId: "asc" } }),
  gifts: await ctx.db.prisma.publicGift.findMany({ orderBy: { pledgeId: "asc" } }),
});

beforeAll(async () => {
  await liveLawfulHistories(bench);
  await settleConsumers(ctx);
});
afterAll(bench.drop);

test("after a mixed history the rebuild equals the fold, row for row, and changes nothing even when it may", async () => {
  const before = await liveRows();
  expect(before.gifts.length).toBeGreaterThan(10);
  const applied = await ctx.db.prisma.delivery.count({
    where: { consumer: "totals", doneAt: { not: null } },
  });
  for (const run of [compare, repair]) {
    const rebuilt = await run();
    expect(rebuilt).toMatchObject({ differences: 0, shown: [], isReplaced: false });
    expect(rebuilt.events).toBe(applied);
  }
  expect(await liveRows()).toEqual(before);
});

test("events that are not applied yet are in neither", async () => {
  await giveGift(bench);
  expect(await compare()).toMatchObject({ differences: 0 });
  await settleConsumers(ctx);
  expect(await compare()).toMatchObject({ differences: 0 });
});

test("a refund whose news is not applied yet is no difference, and a repair leaves the public list alone", async () => {
  const gift = await giveGift(bench);
  await settleConsumers(ctx);
  await settleRefund(bench, await giveBack(bench, gift, 20_000n), "refunded");
  const { gifts } = await liveRows();
  expect(await repair()).toMatchObject({ differences: 0, shown: [] });
  expect((await liveRows()).gifts).toEqual(gifts);
  await settleConsumers(ctx);
  expect(await compare()).toMatchObject({ differences: 0 });
  expect((await liveRows()).gifts).not.toEqual(gifts);
});

test("drift in totals and in the public list is shown row by row, stays when only compared, and is repaired when told", async () => {
  const before = await liveRows();
  const [altered, lost] = before.gifts;
  const other = before.totals.find(({ campaignId }) => campaignId !== campaign.id);
  const { pledgeId: stranger } = { pledgeId: (await giveGift(bench)).paymentId };
  const promised = await ctx.db.prisma.pledge.findFirstOrThrow({
    where: { payments: { some: { id: stranger } } },
  });
  await ctx.db.query(
    sql`update campaign_total set raised_minor = raised_minor + 7, captured_minor = captured_minor + 7 where campaign_id = ${campaign.id}`,
  );
  await owner.query(sql`delete from campaign_total where campaign_id = ${other?.campaignId}`);
  await ctx.db.query(sql`update public_gift set message = 'drift' where pledge_id = ${altered?.pledgeId}`);
  await owner.query(sql`delete from public_gift where pledge_id = ${lost?.pledgeId}`);
  await ctx.db.query(
    sql`insert into public_gift (pledge_id, public_id, campaign_id, is_anonymous, amount_minor, currency, at)
        values (${promised.id}, gen_random_uuid(), ${campaign.id}, true, 1, 'BDT', now())`,
  );

  const seen = await compare();
  expect(seen).toMatchObject({ differences: 5, isReplaced: false });
  expect(
    seen.shown.map(({ table, key, live, rebuilt }) => [table, key, live !== null, rebuilt !== null]),
  ).toEqual(
    [
      ["campaign_total", campaign.id, true, true],
      ["campaign_total", other?.campaignId, false, true],
      ["public_gift", altered?.pledgeId, true, true],
      ["public_gift", lost?.pledgeId, false, true],
      ["public_gift", promised.id, true, false],
    ].toSorted(([a, b], [c, d]) => (`${a} ${b}` < `${c} ${d}` ? -1 : 1)),
  );
  expect(seen.shown.find(({ key }) => key === altered?.pledgeId)?.live).toContain("drift");
  expect((await compare()).differences).toBe(5);

  expect(await repair()).toMatchObject({ differences: 5, isReplaced: true });
  expect(await compare()).toMatchObject({ differences: 0 });
  const after = await liveRows();
  expect(after.totals.map(({ raisedMinor, giftCount }) => [raisedMinor, giftCount])).toEqual(
    before.totals.map(({ raisedMinor, giftCount }) => [raisedMinor, giftCount]),
  );
  // A page that shows the wrong total takes the right one only when its version is newer.
  const versionOf = ({ totals }: typeof before) =>
    totals.find((row) => row.campaignId === campaign.id)?.version ?? 0n;
  expect(versionOf(after)).toBeGreaterThan(versionOf(before));
  expect(after.gifts.find(({ pledgeId }) => pledgeId === altered?.pledgeId)).toEqual(altered);
  expect(after.gifts.length).toBe(before.gifts.length);
  await settleConsumers(ctx);
});

test("the list of differences is bounded, their number is not", async () => {
  await ctx.db.query(sql`update public_gift set message = 'drift'`);
  const { differences, shown } = await rebuildReadModels(asOwner, { mayReplace: true, shownMax: 3 });
  expect(shown).toHaveLength(3);
  expect(differences).toBe((await liveRows()).gifts.length);
  expect((await compare()).differences).toBe(0);
});

test("consumers that run during repairs lose nothing", async () => {
  const own = { ...bench, campaign: await createTestCampaign(ctx.db) };
  await giveGift(own);
  await settleConsumers(ctx);
  await ctx.db.query(
    sql`update campaign_total set raised_minor = raised_minor + 7, captured_minor = captured_minor + 7 where campaign_id = ${own.campaign.id}`,
  );
  for (let gift = 0; gift < 10; gift++) await giveGift(own);
  await Promise.all([settleConsumers(ctx), repair(), settleConsumers(ctx)]);
  await settleConsumers(ctx);
  expect(await compare()).toMatchObject({ differences: 0 });
  const total = await ctx.db.prisma.campaignTotal.findUnique({ where: { campaignId: own.campaign.id } });
  expect(total).toMatchObject({ raisedMinor: 550_000n, giftCount: 11 });
});
