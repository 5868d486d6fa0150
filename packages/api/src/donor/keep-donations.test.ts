import { sql, withTransaction } from "@careforall/db/client";
import type { DueDelivery } from "@careforall/db/outbox";
import { afterAll, expect, test } from "vitest";
import { getTotals } from "../campaign/index.ts";
import { applyRefundNews } from "../refund/apply-refund-news.ts";
import { runConsumers, settleConsumers } from "../outbox/index.ts";
import {
  createTestCampaign,
  createTestContext,
  giveBack,
  giveGift,
  openPage,
  promiseGift,
  settleRefund,
} from "../testing/index.ts";
import { getDonorStatistics, listDonations } from "./index.ts";
import { keepDonations } from "./keep-donations.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(() => bench.drop());

/** A campaign and a donor of the test's own. */
async function setup(email: string) {
  const campaign = await createTestCampaign(ctx.db);
  const own = { ...bench, campaign };
  return {
    own,
    give: () => giveGift(own, { donorEmail: email }),
    donors: async () => (await getTotals(ctx, { slug: campaign.slug })).donorCount,
    statistics: () => getDonorStatistics(ctx, { email }),
    history: () => listDonations(ctx, { email }),
  };
}

test("one person with three gifts is one donor, whatever the case of their letters", async () => {
  const { own, donors, statistics } = await setup("ann@example.org");
  for (const donorEmail of ["ann@example.org", "Ann@Example.org", "ANN@EXAMPLE.ORG"])
    await giveGift(own, { donorEmail });
  await giveGift(own, { donorEmail: "bo@example.org" });
  await settleConsumers(ctx);
  expect(await donors()).toBe(2);
  expect(await statistics()).toMatchObject({
    items: [{ currency: "BDT", givenMinor: "150000", giftCount: 3, campaignCount: 1 }],
  });
});

test("a gift that went back takes its donor out, and a refund that fails in the end brings them back", async () => {
  const { own, give, donors, statistics, history } = await setup("cy@example.org");
  const gift = await give();
  const refund = await giveBack(own, gift, gift.totalMinor);
  await settleRefund(own, refund, "refunded");
  await settleConsumers(ctx);
  expect(await donors()).toBe(0);
  expect((await statistics()).items).toEqual([]);
  expect((await history()).items).toMatchObject([
    { status: "refunded", refundedMinor: "50000", leftMinor: "0" },
  ]);

  await applyRefundNews(ctx, {
    paymentId: gift.paymentId,
    refundId: refund.id,
    cause: "test",
    evidence: null,
    news: { kind: "failed", detail: "The account is closed." },
  });
  await settleConsumers(ctx);
  expect(await donors()).toBe(1);
  expect((await statistics()).items).toMatchObject([{ givenMinor: "50000", giftCount: 1 }]);
  expect((await history()).items).toMatchObject([
    { status: "completed", refundedMinor: "0", refundedAt: null },
  ]);
});

test("a donor of two campaigns is two of their donors and one of the platform's; first and last gift move with refunds", async () => {
  const { own, give, statistics } = await setup("di@example.org");
  const first = await give();
  const other = { ...bench, campaign: await createTestCampaign(ctx.db) };
  await giveGift(other, { donorEmail: "di@example.org" });
  await settleConsumers(ctx);
  const [before] = (await statistics()).items;
  expect(before).toMatchObject({ campaignCount: 2, giftCount: 2 });

  await settleRefund(own, await giveBack(own, first, first.totalMinor), "refunded");
  await settleConsumers(ctx);
  const [after] = (await statistics()).items;
  expect(after).toMatchObject({ campaignCount: 1, giftCount: 1, lastGiftAt: before?.lastGiftAt });
  expect(after?.firstGiftAt).toBe(before?.lastGiftAt);
});

test("a gift that went back and one of the same amount in its place, heard of at once, move first and last gift", async () => {
  const { own, give, statistics, history } = await setup("kai@example.org");
  const first = await give();
  await settleConsumers(ctx);
  await settleRefund(own, await giveBack(own, first, first.totalMinor), "refunded");
  await give();
  await settleConsumers(ctx);
  const [newest] = (await history()).items;
  expect(newest).toMatchObject({ status: "completed", capturedAt: expect.any(String) });
  expect((await statistics()).items).toMatchObject([
    { giftCount: 1, firstGiftAt: newest?.capturedAt, lastGiftAt: newest?.capturedAt },
  ]);
});

test("promises and failed tries are in the history, not in the statistics", async () => {
  const { own, statistics, history } = await setup("ed@example.org");
  await promiseGift(own, { donorEmail: "ed@example.org" });
  await openPage(own, await promiseGift(own, { donorEmail: "ed@example.org" }));
  await settleConsumers(ctx);
  expect((await history()).items.map(({ status }) => status)).toEqual(["payment_initiated", "pending"]);
  expect((await statistics()).items).toEqual([]);
});

test("the same news twice, and in any order, makes the same rows", async () => {
  const { own, give, donors, statistics } = await setup("flo@example.org");
  const gift = await give();
  await settleRefund(own, await giveBack(own, gift, 20_000n), "refunded");
  await settleConsumers(ctx);
  const before = [await donors(), await statistics()];

  const deliveries = await ctx.db.query<DueDelivery>(
    sql`select d.event_id as "eventId", o.type, o.version, o.subject_id as "subjectId", o.data,
               null as "requestId", null as traceparent, 0 as attempts, o.created_at as "createdAt"
        from delivery d join outbox o on o.id = d.event_id
        where d.consumer = 'donations' and o.data ->> 'campaignId' = ${own.campaign.id} order by o.created_at desc`,
  );
  expect(deliveries.length).toBeGreaterThan(3);
  for (const again of [deliveries, deliveries.toReversed(), [...deliveries, ...deliveries]]) {
    await withTransaction(ctx.db, (tx) => keepDonations(ctx, tx, again));
  }
  expect([await donors(), await statistics()]).toEqual(before);
});

test("four workers at once count every gift and every donor once", async () => {
  const { own, donors } = await setup("gus@example.org");
  const emails = ["gus@example.org", "hal@example.org", "ida@example.org"];
  for (let nr = 0; nr < 24; nr++) await giveGift(own, { donorEmail: emails[nr % emails.length] ?? "" });
  await Promise.all(Array.from({ length: 4 }, () => runConsumers(ctx)));
  await settleConsumers(ctx);
  expect(await donors()).toBe(3);
  expect(await getTotals(ctx, { slug: own.campaign.slug })).toMatchObject({
    raisedMinor: "1200000",
    giftCount: 24,
  });
});

test("an erased address leaves the books whole: its gifts keep the random id", async () => {
  const { own, give, donors } = await setup("joy@example.org");
  const gift = await give();
  await settleConsumers(ctx);
  await ctx.db.query(sql`update donor set email = null where email = 'joy@example.org'`);
  await settleRefund(own, await giveBack(own, gift, 10_000n), "refunded");
  await settleConsumers(ctx);
  expect(await donors()).toBe(1);
  await expect(listDonations(ctx, { email: "joy@example.org" })).rejects.toMatchObject({
    code: "donor.not_found",
  });
  const [row] = await ctx.db.query<{ given: bigint }>(
    sql`select s.given_minor as given from donor_statistics s join donor d on d.id = s.donor_id
        join campaign_donor c on c.donor_id = d.id where c.campaign_id = ${own.campaign.id} and d.email is null`,
  );
  expect(row?.given).toBe(40_000n);
});
