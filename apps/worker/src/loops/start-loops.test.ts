import { createWaker } from "@careforall/api/context";
import { receiveNotice } from "@careforall/api/payment";
import {
  captured,
  createTestContext,
  giveGift,
  noticeAbout,
  openPage,
  promiseGift,
} from "@careforall/api/testing";
import { sql } from "@careforall/db/client";
import { money } from "@careforall/domain/money";
import { afterAll, expect, test } from "vitest";
import { startLoops } from "./start-loops.ts";

const bench = await createTestContext();
afterAll(bench.drop);
const ctx = { ...bench.ctx, wake: createWaker(bench.ctx.db, () => undefined) };
const giftsCounted = async () =>
  (await ctx.db.prisma.campaignTotal.findUnique({ where: { campaignId: bench.campaign.id } }))?.giftCount ??
  0;

test("the loops count what was committed and act on notifications, and after a stop nothing happens any more", async () => {
  const loops = await startLoops(ctx, null);
  await giveGift({ ...bench, ctx });
  await expect.poll(giftsCounted, { timeout: 10_000 }).toBe(1);

  const opened = await openPage({ ...bench, ctx }, await promiseGift({ ...bench, ctx }));
  bench.provider.knows(opened.reference, [captured(money(opened.totalMinor, "BDT"), "charge-told")]);
  await receiveNotice(ctx, "sslcommerz", noticeAbout(opened.reference));
  await expect.poll(giftsCounted, { timeout: 10_000 }).toBe(2);

  await loops.stop();
  await giveGift({ ...bench, ctx });
  expect(await giftsCounted()).toBe(2);
});

test("the poller finds money that nobody told of, unless it is switched off", async () => {
  const opened = await openPage({ ...bench, ctx }, await promiseGift({ ...bench, ctx }));
  bench.provider.knows(opened.reference, [captured(money(opened.totalMinor, "BDT"), "charge-untold")]);
  await ctx.db.query(sql`update payment set next_ask_at = now() where id = ${opened.paymentId}`);
  const isAsked = async () =>
    (await ctx.db.prisma.payment.findUniqueOrThrow({ where: { id: opened.paymentId } })).askedAt !== null;

  const before = await giftsCounted();
  const without = await startLoops(ctx, null, { mayPoll: false });
  await giveGift({ ...bench, ctx });
  await expect.poll(giftsCounted, { timeout: 10_000 }).toBeGreaterThan(before); // its other loops are at work
  await without.stop();
  expect(await isAsked()).toBe(false);

  const loops = await startLoops(ctx, null);
  await expect.poll(isAsked, { timeout: 10_000 }).toBe(true);
  await loops.stop();
});

test("the loops compare our books with the provider's, without anybody's asking", async () => {
  const loops = await startLoops(ctx, null, { mayPoll: false });
  const runs = () => ctx.db.prisma.reconciliationRun.count();
  await expect.poll(runs, { timeout: 10_000 }).toBeGreaterThan(0);
  await loops.stop();
});

test("with an address for events a loop forwards them", async () => {
  const sent: string[] = [];
  const forwarding = { ...ctx, config: { ...ctx.config, forwardsEvents: true } };
  const loops = await startLoops(forwarding, {
    forward: async ({ eventType }) => {
      sent.push(eventType);
      return { kind: "taken" };
    },
  });
  await giveGift({ ...bench, ctx: forwarding });
  await expect.poll(() => sent.includes("payment.captured"), { timeout: 10_000 }).toBe(true);
  await loops.stop();
});
