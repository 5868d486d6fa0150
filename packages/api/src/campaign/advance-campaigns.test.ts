import { money } from "@careforall/domain/money";
import { checkInvariants, describeViolations } from "@careforall/db/invariants";
import { sql } from "@careforall/db/client";
import { afterAll, expect, test } from "vitest";
import { settleConsumers } from "../outbox/index.ts";
import { confirmPayment } from "../payment/index.ts";
import { getGift } from "../pledge/index.ts";
import {
  captured,
  createTestCampaign,
  createTestContext,
  giveGift,
  openPage,
  promiseGift,
  type TestCampaign,
} from "../testing/index.ts";
import { advanceCampaigns, getTotals } from "./index.ts";

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS);
/** The same platform at another time. */
const at = (time: Date, campaign: TestCampaign) => ({ ...bench, ctx: { ...ctx, at: time }, campaign });
const endedAgo = (hours: number, goalMinor?: bigint) =>
  createTestCampaign(ctx.db, { endsAt: hoursAgo(hours), ...(goalMinor === undefined ? {} : { goalMinor }) });
const statusOf = async ({ id }: TestCampaign) =>
  (await ctx.db.prisma.campaign.findUniqueOrThrow({ where: { id } })).status;
/** What was told of its life after it became public. */
const eventsOf = ({ id }: TestCampaign) =>
  ctx.db.prisma.outbox.findMany({
    where: {
      subjectId: id,
      type: { startsWith: "campaign.", notIn: ["campaign.created", "campaign.activated"] },
    },
    orderBy: { createdAt: "asc" },
  });

test("a campaign whose end has come closes once, however many workers look, and refuses pledges", async () => {
  const campaign = await endedAgo(1);
  const steps = await Promise.all(Array.from({ length: 6 }, () => advanceCampaigns(ctx)));
  expect(steps.reduce((sum, count) => sum + count)).toBe(1);
  expect(await statusOf(campaign)).toBe("closing");
  expect(await eventsOf(campaign)).toMatchObject([{ type: "campaign.closing" }]);
  expect(
    await ctx.db.prisma.campaignStatusHistory.findMany({ where: { campaignId: campaign.id } }),
  ).toMatchObject([{ seq: 1, fromStatus: "active", toStatus: "closing", cause: "end_date" }]);
  await expect(promiseGift({ ...bench, campaign })).rejects.toMatchObject({ code: "pledge.campaign_closed" });
  expect(await advanceCampaigns(ctx)).toBe(0);
});

test("a campaign before its end and one without an end stay active", async () => {
  const running = await createTestCampaign(ctx.db, { endsAt: new Date(Date.now() + HOUR_MS) });
  const endless = await createTestCampaign(ctx.db);
  await advanceCampaigns(ctx);
  expect([await statusOf(running), await statusOf(endless)]).toEqual(["active", "active"]);
});

test("a pledge from before the end may still be paid while closing; the money is credited and marked as late", async () => {
  const campaign = await endedAgo(1);
  const promised = await promiseGift(at(hoursAgo(2), campaign));
  await advanceCampaigns(ctx);
  expect(await statusOf(campaign)).toBe("closing");

  const { paymentId, reference, token } = await openPage({ ...bench, campaign }, promised);
  provider.knows(reference, [captured(money(50_000n, "BDT"), `charge-${reference}`)]);
  await confirmPayment(ctx, { paymentId, cause: "test" });
  await settleConsumers(ctx);

  expect(await getTotals(ctx, { slug: campaign.slug })).toMatchObject({ raisedMinor: "50000", giftCount: 1 });
  expect(await ctx.db.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } })).toMatchObject({
    heldAs: null,
    lateAs: "campaign_closed",
  });
  expect(await ctx.db.prisma.moneyException.count({ where: { paymentId } })).toBe(0);
  expect(await getGift(ctx, { token })).toMatchObject({ truth: "received", isLate: true, isHeld: false });
  await expect(
    ctx.db.prisma.payment.update({ where: { id: paymentId }, data: { lateAs: null } }),
  ).rejects.toThrow(/payment_lateness_is_kept/);
});

test("money that comes after the end, but before the worker has noticed, is marked all the same", async () => {
  const campaign = await endedAgo(1);
  const past = at(hoursAgo(2), campaign);
  const { paymentId, reference } = await openPage(past, await promiseGift(past));
  provider.knows(reference, [captured(money(50_000n, "BDT"), `charge-${reference}`)]);
  await confirmPayment(ctx, { paymentId, cause: "test" });
  expect(await statusOf(campaign)).toBe("active");
  expect(await ctx.db.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } })).toMatchObject({
    lateAs: "campaign_closed",
  });
  await advanceCampaigns(ctx);
});

test("48 hours after the end a campaign has its result, which waits for a total that has seen everything", async () => {
  await bench.owner.query(sql`delete from consumer_progress where consumer = 'totals'`);
  const poor = await endedAgo(49);
  const rich = await endedAgo(49, 50_000n);
  await giveGift(at(hoursAgo(60), rich));
  await advanceCampaigns(ctx);
  await advanceCampaigns(ctx);
  // The worker that folds totals stands still: nobody knows yet whether the goal was reached.
  expect([await statusOf(poor), await statusOf(rich)]).toEqual(["closing", "closing"]);

  await settleConsumers(ctx);
  await advanceCampaigns(ctx);
  expect([await statusOf(poor), await statusOf(rich)]).toEqual(["expired", "completed"]);
  expect((await eventsOf(poor)).map(({ type }) => type)).toEqual(["campaign.closing", "campaign.expired"]);
  expect((await eventsOf(rich)).find(({ type }) => type === "campaign.completed")?.data).toEqual({
    currency: "BDT",
    goalMinor: "50000",
    raisedMinor: "50000",
    giftCount: 1,
  });
  expect(await advanceCampaigns(ctx)).toBe(0);
});

test("late money is credited to a campaign that has its result already", async () => {
  const campaign = await endedAgo(49);
  const past = at(hoursAgo(60), campaign);
  const { paymentId, reference } = await openPage(past, await promiseGift(past));
  await settleConsumers(ctx);
  await advanceCampaigns(ctx);
  await advanceCampaigns(ctx);
  expect(await statusOf(campaign)).toBe("expired");

  provider.knows(reference, [captured(money(50_000n, "BDT"), `charge-${reference}`)]);
  await confirmPayment(ctx, { paymentId, cause: "test" });
  await settleConsumers(ctx);
  expect(await getTotals(ctx, { slug: campaign.slug })).toMatchObject({ raisedMinor: "50000" });
  expect(await statusOf(campaign)).toBe("expired");
});

test("a goal that is passed by many gifts, folded by many workers, is announced once", async () => {
  const campaign = await createTestCampaign(ctx.db, { goalMinor: 100_000n });
  await giveGift({ ...bench, campaign });
  await settleConsumers(ctx);
  expect(await eventsOf(campaign)).toEqual([]);

  for (let gift = 0; gift < 5; gift++) await giveGift({ ...bench, campaign });
  await Promise.all(Array.from({ length: 4 }, () => settleConsumers(ctx)));
  await giveGift({ ...bench, campaign });
  await settleConsumers(ctx);
  const told = await eventsOf(campaign);
  expect(told).toMatchObject([{ type: "campaign.goal_reached", data: { goalMinor: "100000" } }]);
  expect(await ctx.db.prisma.campaignMilestone.count({ where: { campaignId: campaign.id } })).toBe(1);
  expect(await statusOf(campaign)).toBe("active");
});

test("the history of a campaign's life refuses to be edited, and every life here is lawful", async () => {
  await expect(bench.owner.prisma.campaignStatusHistory.deleteMany()).rejects.toThrow(/append_only/);
  await expect(bench.owner.prisma.campaignMilestone.deleteMany()).rejects.toThrow(/append_only/);
  await settleConsumers(ctx);
  expect(describeViolations(await checkInvariants(ctx.db))).toBe("");
});
