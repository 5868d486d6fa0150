import { money } from "@careforall/domain/money";
import { afterAll, expect, test } from "vitest";
import { settleConsumers } from "../outbox/index.ts";
import { getGift } from "../pledge/index.ts";
import {
  createTestCampaign,
  createTestContext,
  giveBack,
  giveGift,
  newKey,
  openPage,
  pollNow,
  promiseGift,
  settleRefund,
} from "../testing/index.ts";
import { listRefunds, orderRefund, recordProviderRefund } from "./index.ts";

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

const postingsOf = async (paymentId: string): Promise<readonly string[]> => {
  const where = { paymentId, kind: { not: "capture" } };
  return (await ctx.db.prisma.ledgerPosting.findMany({ where, orderBy: { id: "asc" } })).map(
    ({ kind }) => kind,
  );
};

test("two refunds of 60 % at once: exactly one succeeds, 200 rounds", { timeout: 120_000 }, async () => {
  for (let round = 0; round < 200; round++) {
    const gift = await giveGift(bench);
    const outcomes = await Promise.allSettled([
      giveBack(bench, gift, 30_000n),
      giveBack(bench, gift, 30_000n),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "refund.exceeds", details: { leftMinor: "20000" } },
    });
    expect(await postingsOf(gift.paymentId)).toEqual(["refund"]);
  }
});

test("a refund seen at the provider first is recorded once, whoever tells it how often", async () => {
  const gift = await giveGift(bench);
  provider.refunds.set("panel-7", { state: "refunded", paymentReference: gift.reference });
  const seen = {
    paymentId: gift.paymentId,
    providerRefundId: "panel-7",
    money: money(50_000n, "BDT"),
    kind: "duplicate",
    reason: "Seen in the merchant panel",
  } as const;
  const told = await Promise.all(Array.from({ length: 8 }, () => recordProviderRefund(ctx, seen)));
  expect(new Set(told.map(({ id }) => id)).size).toBe(1);
  expect(told[0]).toMatchObject({ state: "confirmed" });
  expect(await postingsOf(gift.paymentId)).toEqual(["refund", "refund_confirmed"]);
});

test("a refund of another payment, and one that the provider does not know, are not recorded", async () => {
  const gift = await giveGift(bench);
  provider.refunds.set("panel-8", { state: "refunded", paymentReference: "somebody else's" });
  for (const providerRefundId of ["panel-8", "panel-none"]) {
    const seen = { paymentId: gift.paymentId, providerRefundId, money: money(1n, "BDT") };
    await expect(
      recordProviderRefund(ctx, { ...seen, kind: "mistake", reason: "Seen" }),
    ).rejects.toMatchObject({ code: "refund.unknown_to_provider" });
  }
  expect(await listRefunds(ctx, gift.paymentId)).toEqual([]);
});

test("two partial refunds take fee cover and tip first, and the total follows at confirmation", async () => {
  const campaign = await createTestCampaign(ctx.db);
  const gift = await giveGift({ ...bench, campaign }, { tipMinor: "1500", feeCoverMinor: "1000" });
  const total = async () => {
    await settleConsumers(ctx);
    const { raisedMinor, giftCount } = await ctx.db.prisma.campaignTotal.findFirstOrThrow({
      where: { campaign: { slug: campaign.slug } },
    });
    return [raisedMinor, giftCount];
  };
  const first = await giveBack(bench, gift, 2_000n);
  expect(first).toMatchObject({ state: "accepted", feeCoverMinor: "1000", tipMinor: "1000", giftMinor: "0" });
  const second = await giveBack(bench, gift, 10_500n);
  expect(second).toMatchObject({ feeCoverMinor: "0", tipMinor: "500", giftMinor: "10000" });
  expect(await total()).toEqual([50_000n, 1]);

  await settleRefund(bench, second, "refunded");
  await settleRefund(bench, first, "refunded");
  expect(await total()).toEqual([40_000n, 1]);
  const where = { pledge: { token: gift.token } };
  expect(await ctx.db.prisma.publicGift.findFirst({ where })).toMatchObject({ amountMinor: 40_000n });
  expect(await getGift(ctx, { token: gift.token })).toMatchObject({
    truth: "received",
    status: "completed",
    refundedMinor: "12500",
  });

  await settleRefund(bench, await giveBack(bench, gift, 40_000n), "refunded");
  expect(await total()).toEqual([0n, 0]);
  expect(await ctx.db.prisma.publicGift.findFirst({ where })).toBeNull();
  const whole = await getGift(ctx, { token: gift.token });
  expect(whole).toMatchObject({ truth: "received", status: "refunded", refundedMinor: "52500" });
  expect(whole.history.at(-1)).toMatchObject({ what: "refunded" });
});

test("a refund that fails after acceptance is posted back, frees its money, and may be ordered again", async () => {
  const gift = await giveGift(bench);
  const refund = await giveBack(bench, gift, 50_000n);
  await settleRefund(bench, refund, "cancelled");
  expect(await postingsOf(gift.paymentId)).toEqual(["refund", "refund_failed"]);
  await settleConsumers(ctx);
  expect(await getGift(ctx, { token: gift.token })).toMatchObject({
    status: "completed",
    refundedMinor: "0",
  });

  await settleRefund(bench, await giveBack(bench, gift, 50_000n), "refunded");
  expect((await listRefunds(ctx, gift.paymentId)).map(({ state }) => state)).toEqual(["failed", "confirmed"]);
});

test("a crash between order and call: the worker sends it under the same key, once", async () => {
  const gift = await giveGift(bench);
  const order = await orderRefund(ctx, {
    paymentId: gift.paymentId,
    money: money(500n, "BDT"),
    kind: "mistake",
    reason: "Crash",
    key: newKey(),
  });
  expect(await postingsOf(gift.paymentId)).toEqual([]);
  await pollNow(bench, order.id);
  await pollNow(bench, order.id);
  expect(await listRefunds(ctx, gift.paymentId)).toMatchObject([{ id: order.id, state: "accepted" }]);
  expect(await postingsOf(gift.paymentId)).toEqual(["refund"]);
});

test("a lost answer is no failure: the same order is sent again and is one refund in both books", async () => {
  const gift = await giveGift(bench);
  provider.willRefund("unknown");
  const before = provider.refunds.size;
  const refund = await giveBack(bench, gift, 500n);
  expect(refund).toMatchObject({ state: "requested", lastError: expect.stringContaining("does not answer") });
  await pollNow(bench, refund.id);
  expect(provider.refunds.size).toBe(before + 1);
  expect(await listRefunds(ctx, gift.paymentId)).toMatchObject([{ state: "accepted" }]);
});

test("a refusal of the provider moves nothing and frees the money", async () => {
  const gift = await giveGift(bench);
  provider.willRefund("refused");
  expect(await giveBack(bench, gift, 50_000n)).toMatchObject({ state: "failed", failDetail: "no balance" });
  expect(await postingsOf(gift.paymentId)).toEqual([]);
  expect(await giveBack(bench, gift, 50_000n)).toMatchObject({ state: "accepted" });
});

test("an order that turns out to be a refund that was recorded already is given up", async () => {
  const gift = await giveGift(bench);
  provider.willRefund("unknown");
  const order = await giveBack(bench, gift, 500n);
  const providerRefundId = `refund-${order.reference}`;
  provider.refunds.set(providerRefundId, { state: "processing", paymentReference: gift.reference });
  const seen = { paymentId: gift.paymentId, providerRefundId, money: money(500n, "BDT") };
  await recordProviderRefund(ctx, { ...seen, kind: "mistake", reason: "Seen" });
  await pollNow(bench, order.id);
  const states = (await listRefunds(ctx, gift.paymentId)).map(({ id, state }) => [id === order.id, state]);
  expect(states).toEqual([
    [true, "failed"],
    [false, "accepted"],
  ]);
});

test("the same command twice is one refund; the same key with another amount is refused", async () => {
  const gift = await giveGift(bench);
  const key = newKey();
  const [first, again] = await Promise.all([1, 2].map(() => giveBack(bench, gift, 10_000n, { key })));
  expect(again?.id).toBe(first?.id);
  expect(await listRefunds(ctx, gift.paymentId)).toHaveLength(1);
  await expect(giveBack(bench, gift, 10_001n, { key })).rejects.toMatchObject({ code: "refund.key_reused" });
});

test("nothing is refunded that was never captured, of zero, or in another currency", async () => {
  const open = await openPage(bench, await promiseGift(bench));
  await expect(giveBack(bench, open, 1n)).rejects.toMatchObject({ code: "refund.not_captured" });
  const gift = await giveGift(bench);
  await expect(giveBack(bench, gift, 0n)).rejects.toMatchObject({ code: "refund.zero" });
  await expect(giveBack(bench, gift, 1n, { money: money(1n, "USD") })).rejects.toMatchObject({
    code: "refund.wrong_currency",
  });
});

test("the table itself refuses to reserve more than was captured", async () => {
  const gift = await giveGift(bench);
  const where = { id: gift.paymentId };
  await expect(
    ctx.db.prisma.payment.update({ where, data: { refundReservedMinor: 50_001n } }),
  ).rejects.toThrow(/payment_refunds_fit/);
});
