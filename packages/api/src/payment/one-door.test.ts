import { afterAll, expect, test } from "vitest";
import { money } from "@careforall/domain/money";
import { settleConsumers } from "../outbox/index.ts";
import { getGift } from "../pledge/index.ts";
import { getTotals } from "../campaign/index.ts";
import {
  captured,
  createTestCampaign,
  createTestContext,
  ended,
  giveGift,
  noticeAbout,
  openPage,
  promiseGift,
} from "../testing/index.ts";
import { applySignals } from "./apply-signals.ts";
import { confirmPayment } from "./confirm-payment.ts";
import { processNotices } from "./process-notices.ts";
import { receiveNotice } from "./receive-notice.ts";

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

const bdt = (amount: bigint) => money(amount, "BDT");
const inOwnCampaign = async () => ({ ...bench, campaign: await createTestCampaign(ctx.db) });
const postingsOf = (paymentId: string) =>
  ctx.db.prisma.ledgerPosting.findMany({
    where: { paymentId },
    include: { entries: { orderBy: { id: "asc" } } },
  });
const raisedBy = async (slug: string) => {
  await settleConsumers(ctx);
  return getTotals(ctx, { slug });
};

test("a capture that comes from eight sides at once is posted once", async () => {
  const own = await inOwnCampaign();
  const { paymentId, reference } = await openPage(own, await promiseGift(own));
  const signals = [captured(bdt(50_000n), `charge-${reference}`)];
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, () => applySignals(ctx, { paymentId, signals, cause: "test", evidence: null })),
  );
  expect(outcomes.toSorted()).toEqual([...Array(7).fill("ignored"), "moved"]);
  const postings = await postingsOf(paymentId);
  expect(postings).toHaveLength(1);
  expect(postings[0]?.entries.map(({ account, amountMinor }) => `${account} ${amountMinor}`)).toEqual([
    "provider_clearing 50000",
    "campaign_payable -50000",
  ]);
  expect(await raisedBy(own.campaign.slug)).toMatchObject({ raisedMinor: "50000", giftCount: 1 });
});

test("S-58: one notification, delivered five times at once, is one inbox row, one question and one capture", async () => {
  const own = await inOwnCampaign();
  const { paymentId, reference } = await openPage(own, await promiseGift(own));
  provider.knows(reference, [captured(bdt(50_000n), `charge-${reference}`)]);
  await Promise.all(
    Array.from({ length: 5 }, () => receiveNotice(ctx, "sslcommerz", noticeAbout(reference))),
  );
  const asked = provider.calls.askPayment;
  await Promise.all([processNotices(ctx), processNotices(ctx), processNotices(ctx)]);
  expect(provider.calls.askPayment - asked).toBe(1);
  expect(await ctx.db.prisma.inbox.findMany({ where: { reference } })).toMatchObject([
    { repeats: 4, outcome: "moved", attempts: 1 },
  ]);
  expect(await postingsOf(paymentId)).toHaveLength(1);
});

test("a rejected notification is kept with its verdict and asks nobody", async () => {
  const asked = provider.calls.askPayment;
  const body = `{"reference": "forged ${Date.now()}", "proofId": 7}`;
  await expect(receiveNotice(ctx, "sslcommerz", { body, contentType: null })).resolves.toMatchObject({
    verdict: "rejected",
  });
  await processNotices(ctx);
  expect(provider.calls.askPayment).toBe(asked);
  expect(await ctx.db.prisma.inbox.findFirst({ where: { body } })).toMatchObject({
    verdict: "rejected",
    why: "bad_signature",
    processedAt: null,
  });
});

test("a notification that cannot be processed is tried again, not swallowed", async () => {
  const own = await inOwnCampaign();
  const { token, reference } = await openPage(own, await promiseGift(own));
  await receiveNotice(ctx, "sslcommerz", noticeAbout(reference));
  provider.isDown = true;
  await processNotices(ctx);
  provider.isDown = false;
  const waiting = await ctx.db.prisma.inbox.findFirstOrThrow({ where: { reference } });
  expect(waiting).toMatchObject({ processedAt: null, deadAt: null, attempts: 1 });
  expect(waiting.lastError).toContain("does not answer");
  provider.knows(reference, [captured(bdt(50_000n), `charge-${reference}`)]);
  await ctx.db.prisma.inbox.update({ where: { id: waiting.id }, data: { nextTryAt: new Date() } });
  await processNotices(ctx);
  expect(await getGift(ctx, { token })).toMatchObject({ truth: "received" });
});

test.each([
  ["a smaller amount", captured(bdt(49_999n), "held-1"), "amount_mismatch"],
  ["another currency", captured(money(50_000n, "USD"), "held-2"), "currency_mismatch"],
  ["a risk flag", captured(bdt(50_000n), "held-3", { isRisky: true }), "risk_hold"],
])(
  "S-61: %s goes to suspense with a case for staff; the total does not move",
  async (_name, signal, kind) => {
    const own = await inOwnCampaign();
    const { token, paymentId, reference } = await openPage(own, await promiseGift(own));
    provider.knows(reference, [signal]);
    await confirmPayment(ctx, { paymentId, cause: "test" });
    const [posting] = await postingsOf(paymentId);
    expect(posting?.entries.map(({ account }) => account)).toEqual(["provider_clearing", "suspense"]);
    expect(await ctx.db.prisma.moneyException.findMany({ where: { paymentId } })).toMatchObject([
      { kind, resolvedAt: null },
    ]);
    expect(await raisedBy(own.campaign.slug)).toMatchObject({ raisedMinor: "0", giftCount: 0 });
    expect(await getGift(ctx, { token })).toMatchObject({
      truth: "received",
      isHeld: true,
      isCounted: false,
    });
  },
);

test("two captures of one pledge: the first is the gift, the second waits in suspense", async () => {
  const own = await inOwnCampaign();
  const first = await openPage(own, await promiseGift(own));
  provider.knows(first.reference, [ended("failed")]);
  await confirmPayment(ctx, { paymentId: first.paymentId, cause: "test" });
  const second = await openPage(own, first);
  const late = (reference: string) => [captured(bdt(50_000n), `charge-${reference}`)];
  provider.knows(first.reference, late(first.reference));
  provider.knows(second.reference, late(second.reference));
  await Promise.all(
    [first, second].map(({ paymentId }) => confirmPayment(ctx, { paymentId, cause: "test" })),
  );
  const accounts = (await Promise.all([first, second].map(({ paymentId }) => postingsOf(paymentId)))).flatMap(
    (postings) => postings.flatMap(({ entries }) => entries.map(({ account }) => account)),
  );
  expect(accounts.toSorted()).toEqual([
    "campaign_payable",
    "provider_clearing",
    "provider_clearing",
    "suspense",
  ]);
  expect(await raisedBy(own.campaign.slug)).toMatchObject({ raisedMinor: "50000", giftCount: 1 });
});

test("money under a reference that is no attempt of ours is kept visible, once", async () => {
  const reference = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ";
  provider.knows(reference, [captured(bdt(77_700n), "stranger")]);
  await receiveNotice(ctx, "sslcommerz", noticeAbout(reference));
  await receiveNotice(ctx, "sslcommerz", noticeAbout(reference, "again"));
  await processNotices(ctx);
  await processNotices(ctx);
  const postings = await ctx.db.prisma.ledgerPosting.findMany({
    where: { reference: "sslcommerz:stranger" },
    include: { entries: true },
  });
  expect(postings).toMatchObject([{ kind: "capture", paymentId: null }]);
  expect(await ctx.db.prisma.moneyException.count({ where: { kind: "unknown_charge" } })).toBe(1);
});

test("a success after an end still counts, and an end after a success does not", async () => {
  const own = await inOwnCampaign();
  const opened = await openPage(own, await promiseGift(own));
  provider.knows(opened.reference, [ended("expired")]);
  await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
  provider.knows(opened.reference, [captured(bdt(50_000n), `charge-${opened.reference}`)]);
  await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
  provider.knows(opened.reference, [ended("failed")]);
  await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
  expect(await getGift(ctx, { token: opened.token })).toMatchObject({ truth: "received" });
  const { history, news } = await ctx.db.prisma.payment.findUniqueOrThrow({
    where: { id: opened.paymentId },
    include: { history: { orderBy: { seq: "asc" } }, news: true },
  });
  expect(history.map(({ toStatus }) => toStatus)).toEqual(["pending", "expired", "captured"]);
  expect(news).toMatchObject([{ signal: "ended", why: "stale" }]);
});

test("a crowd on a status page makes one question", async () => {
  const { token } = await openPage(bench, await promiseGift(bench));
  const asked = provider.calls.askPayment;
  const gifts = await Promise.all(Array.from({ length: 20 }, () => getGift(ctx, { token })));
  expect(provider.calls.askPayment - asked).toBe(1);
  expect(gifts.every(({ truth }) => truth === "being_confirmed")).toBe(true);
});

test("a provider that does not answer is 'we do not know yet', until it does", async () => {
  const { token, reference, paymentId } = await openPage(bench, await promiseGift(bench));
  provider.isDown = true;
  expect(await getGift(ctx, { token })).toMatchObject({ truth: "unknown", mayRetry: false });
  provider.isDown = false;
  provider.knows(reference, [captured(bdt(50_000n), `charge-${reference}`)]);
  await confirmPayment(ctx, { paymentId, cause: "poller" });
  expect(await getGift(ctx, { token })).toMatchObject({ truth: "received" });
});

test("consumers that run at once, twice and in any order count every gift once and make one receipt each", async () => {
  const own = await inOwnCampaign();
  for (let gift = 0; gift < 12; gift++) await giveGift(own);
  await Promise.all(Array.from({ length: 4 }, () => settleConsumers(ctx)));
  expect(await raisedBy(own.campaign.slug)).toMatchObject({ raisedMinor: "600000", giftCount: 12 });
  const gifts = await ctx.db.prisma.publicGift.findMany({ where: { campaignId: own.campaign.id } });
  expect(gifts).toHaveLength(12);
  const receipts = await ctx.db.prisma.message.count({
    where: { pledgeId: { in: gifts.map(({ pledgeId }) => pledgeId) } },
  });
  expect(receipts).toBe(12);
});

test("the total says up to when it is true, and stands still while no consumer runs", async () => {
  const own = await inOwnCampaign();
  await giveGift(own);
  const before = await raisedBy(own.campaign.slug);
  await giveGift(own);
  const after = await getTotals(ctx, { slug: own.campaign.slug });
  expect(after).toEqual(before);
  expect((await raisedBy(own.campaign.slug)).giftCount).toBe(2);
});

test("an event of a version that this build does not know waits for one that does", async () => {
  const id = ctx.newId();
  await ctx.db.prisma.outbox.create({
    data: {
      id,
      type: "payment.captured",
      version: 99,
      subjectId: ctx.newId(),
      data: {},
      createdAt: new Date(),
    },
  });
  await settleConsumers(ctx);
  expect(await ctx.db.prisma.outbox.findUnique({ where: { id } })).toMatchObject({ relayedAt: null });
  await bench.owner.prisma.outbox.delete({ where: { id } });
});

test("a poisonous event does not hold up the others", async () => {
  const own = await inOwnCampaign();
  const id = ctx.newId();
  await ctx.db.prisma.outbox.create({
    data: {
      id,
      type: "payment.captured",
      version: 1,
      subjectId: ctx.newId(),
      data: { odd: true },
      createdAt: new Date(),
    },
  });
  await giveGift(own);
  expect(await raisedBy(own.campaign.slug)).toMatchObject({ giftCount: 1 });
  const poisoned = await ctx.db.prisma.delivery.findMany({ where: { eventId: id } });
  expect(poisoned.every(({ doneAt, attempts }) => doneAt === null && attempts === 1)).toBe(true);
  await bench.owner.prisma.delivery.deleteMany({ where: { eventId: id } });
  await bench.owner.prisma.outbox.delete({ where: { id } });
});

test("the ledger refuses to be edited", async () => {
  const { paymentId } = await giveGift(bench);
  const [posting] = await postingsOf(paymentId);
  const id = posting?.id ?? "";
  await expect(bench.owner.prisma.ledgerEntry.deleteMany({ where: { postingId: id } })).rejects.toThrow(
    /append_only/,
  );
  await expect(
    bench.owner.prisma.ledgerEntry.updateMany({ where: { postingId: id }, data: { amountMinor: 1n } }),
  ).rejects.toThrow(/append_only/);
  await expect(
    ctx.db.pool.query(
      "insert into ledger_entry (posting_id, account, currency, amount_minor) values ($1, 'suspense', 'BDT', 5)",
      [id],
    ),
  ).rejects.toMatchObject({ constraint: "ledger_posting_balances" });
  await expect(
    ctx.db.prisma.payment.update({ where: { id: paymentId }, data: { rank: 10 } }),
  ).rejects.toThrow(/payment_facts_only_grow/);
});
