import { sql, withTransaction } from "@careforall/db/client";
import type { DueDelivery } from "@careforall/db/outbox";
import { afterAll, expect, test } from "vitest";
import { runConsumers, settleConsumers } from "../outbox/index.ts";
import { applyRefundNews } from "../refund/apply-refund-news.ts";
import {
  createTestCampaign,
  createTestContext,
  giveBack,
  giveGift,
  promiseGift,
  settleRefund,
} from "../testing/index.ts";
import { getReceipt } from "./index.ts";
import { keepReceipts } from "./keep-receipts.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(() => bench.drop());

const receipts = () => ctx.db.prisma.receipt.findMany({ orderBy: [{ year: "asc" }, { serial: "asc" }] });
const serialsOf = async (year: number) =>
  (await receipts()).filter((row) => row.year === year).map(({ serial }) => serial);
const counting = (count: number) => Array.from({ length: count }, (_, nr) => nr + 1);

/** A gift whose money comes at this moment. */
const giveAt = (at: string) => {
  const when = { ...bench, ctx: { ...ctx, at: new Date(at) } };
  return giveGift(when);
};

test("a captured gift has a number and a promise has none, before and after its consumer", async () => {
  const { token } = await giveGift(bench);
  expect(await getReceipt(ctx, { token })).toBeNull();
  await settleConsumers(ctx);
  expect(await getReceipt(ctx, { token })).toMatchObject({ state: "valid", corrections: [] });

  const { token: promised } = await promiseGift(bench);
  await settleConsumers(ctx);
  await expect(getReceipt(ctx, { token: promised })).rejects.toMatchObject({ code: "receipt.not_found" });
});

test("four workers at once give every gift a number of its own, without a gap", async () => {
  const before = (await receipts()).length;
  for (let nr = 0; nr < 20; nr++) await giveGift(bench);
  await Promise.all(counting(4).map(() => runConsumers(ctx)));
  await settleConsumers(ctx);
  const all = await receipts();
  expect(all).toHaveLength(before + 20);
  const year = all[0]?.year ?? 0;
  expect(await serialsOf(year)).toEqual(counting(before + 20));
});

test("the year is that of the money in the campaign's place, and each year begins at 1", async () => {
  await giveAt("2024-12-31T17:59:59Z");
  await giveAt("2024-12-31T18:00:01Z");
  await giveAt("2025-06-01T12:00:00Z");
  await settleConsumers(ctx);
  expect([await serialsOf(2024), await serialsOf(2025)]).toEqual([[1], [1, 2]]);
});

test("a number that could not be kept is nobody's: the next one is given instead, without a gap", async () => {
  const last = Math.max(...(await serialsOf(2025)));
  await giveAt("2025-07-01T12:00:00Z");
  const { paymentId } = await giveAt("2025-07-02T12:00:00Z");
  const fails = withTransaction(ctx.db, async (tx) => {
    await keepReceipts(ctx, tx, await captureOf(paymentId));
    throw new Error("the process dies");
  });
  await expect(fails).rejects.toThrow("the process dies");
  await settleConsumers(ctx);
  expect(await serialsOf(2025)).toEqual(counting(last + 2));
});

test("the same news twice, in any order, changes no number and writes no correction again", async () => {
  const gift = await giveGift(bench);
  await settleRefund(bench, await giveBack(bench, gift, 20_000n), "refunded");
  await settleConsumers(ctx);
  const before = [await receipts(), await ctx.db.prisma.receiptCorrection.findMany()];
  const deliveries = await deliveriesOf();
  expect(deliveries.length).toBeGreaterThan(10);
  for (const again of [deliveries, deliveries.toReversed(), [...deliveries, ...deliveries]]) {
    await withTransaction(ctx.db, (tx) => keepReceipts(ctx, tx, again));
  }
  expect([await receipts(), await ctx.db.prisma.receiptCorrection.findMany()]).toEqual(before);
});

test("a part that went back is a credit note, all of it voids the receipt, and neither takes a number", async () => {
  const campaign = await createTestCampaign(ctx.db);
  const own = { ...bench, campaign };
  const gift = await giveGift(own, { tipMinor: "1500" });
  await settleRefund(own, await giveBack(own, gift, 20_000n), "refunded");
  await settleConsumers(ctx);
  const credited = await getReceipt(ctx, { token: gift.token });
  expect(credited).toMatchObject({ state: "credited", totalMinor: "51500", leftMinor: "31500" });
  expect(credited?.corrections).toMatchObject([
    { number: `${credited?.number}/1`, kind: "credit", amountMinor: "20000", leftMinor: "31500" },
  ]);

  await settleRefund(own, await giveBack(own, gift, 31_500n), "refunded");
  const next = await giveGift(own);
  await settleConsumers(ctx);
  const voided = await getReceipt(ctx, { token: gift.token });
  expect(voided).toMatchObject({ number: credited?.number, state: "void", leftMinor: "0" });
  expect(voided?.corrections.map(({ kind }) => kind)).toEqual(["credit", "void"]);
  const after = await getReceipt(ctx, { token: next.token });
  expect(Number(after?.number.slice(5))).toBe(Number(credited?.number.slice(5)) + 1);
});

test("a refund that comes back from the bank reinstates the receipt", async () => {
  const gift = await giveGift(bench);
  const refund = await giveBack(bench, gift, gift.totalMinor);
  await settleRefund(bench, refund, "refunded");
  await settleConsumers(ctx);
  expect(await getReceipt(ctx, { token: gift.token })).toMatchObject({ state: "void" });
  await applyRefundNews(ctx, {
    paymentId: gift.paymentId,
    refundId: refund.id,
    cause: "test",
    evidence: null,
    news: { kind: "failed", detail: "The account is closed." },
  });
  await settleConsumers(ctx);
  expect(await getReceipt(ctx, { token: gift.token })).toMatchObject({
    state: "valid",
    corrections: [{ kind: "void" }, { kind: "reinstated", leftMinor: `${gift.totalMinor}` }],
  });
});

test.each([
  ["a receipt is changed", "update receipt set donor_name = 'Somebody else'"],
  ["a receipt is deleted", "delete from receipt"],
  ["all receipts are thrown away", "truncate receipt cascade"],
  ["a correction is deleted", "delete from receipt_correction"],
  ["a number is counted and not given", "update receipt_year set last_serial = last_serial + 1"],
  ["a counter goes back", "update receipt_year set last_serial = last_serial - 1"],
  ["a year is forgotten", "delete from receipt_year"],
])("the database refuses, to the owner of the tables too, that %s", async (_what, statement) => {
  await expect(bench.owner.pool.query(statement)).rejects.toMatchObject({ code: "23001" });
});

test("a receipt says what its donor gave and who they are, and nothing of anybody else", async () => {
  const { token } = await giveGift(bench, {
    donorName: "Karim",
    donorEmail: "karim@example.org",
    tipMinor: "1500",
    isAnonymous: true,
  });
  await giveGift(bench, { donorName: "Nasrin", donorEmail: "nasrin@example.org" });
  await settleConsumers(ctx);
  const receipt = await getReceipt(ctx, { token, locale: "bn" });
  expect(receipt).toMatchObject({
    donorName: "Karim",
    giftMinor: "50000",
    tipMinor: "1500",
    totalMinor: "51500",
    method: "bkash",
    currency: "BDT",
    timeZone: "Asia/Dhaka",
    mailedAt: null,
  });
  expect(JSON.stringify(receipt)).not.toMatch(/Nasrin|example\.org/);
});

/** What the consumer was given. */
const deliveriesOf = () =>
  ctx.db.query<DueDelivery>(
    sql`select d.event_id as "eventId", o.type, o.version, o.subject_id as "subjectId", o.data,
               null as "requestId", null as traceparent, 0 as attempts, o.created_at as "createdAt"
        from delivery d join outbox o on o.id = d.event_id where d.consumer = 'receipt_numbers'`,
  );

/** The news of one capture, as the consumer would be given it. */
const captureOf = (paymentId: string) =>
  ctx.db.query<DueDelivery>(
    sql`select id as "eventId", type, version, subject_id as "subjectId", data, null as "requestId",
               null as traceparent, 0 as attempts, created_at as "createdAt"
        from outbox where type = 'payment.captured' and subject_id = ${paymentId}`,
  );
