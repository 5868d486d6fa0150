import { money } from "@careforall/domain/money";
import { AppError } from "@careforall/domain/shared";
import { afterAll, expect, test } from "vitest";
import { getTotals } from "../campaign/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import { applySignals, confirmPayment } from "../payment/index.ts";
import { getGift } from "../pledge/index.ts";
import {
  captured,
  createTestCampaign,
  createTestContext,
  giveBack,
  giveGift,
  giveWithFee,
  openPage,
  promiseGift,
  settleGift,
  settleRefund,
  settleStranger,
  withFees,
} from "../testing/index.ts";
import { settleCharge, type SettleCharge } from "./index.ts";

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

const bdt = (amount: bigint) => money(amount, "BDT");
const paymentOf = (id: string) => ctx.db.prisma.payment.findUniqueOrThrow({ where: { id } });
const settlementsOf = (paymentId: string) =>
  ctx.db.prisma.ledgerPosting.findMany({ where: { paymentId, kind: "settlement" } });
const completedOf = (subjectId: string) =>
  ctx.db.prisma.outbox.findMany({ where: { subjectId, type: "payment.completed" } });
const settling = (paymentId: string, more: Partial<SettleCharge> = {}): SettleCharge => ({
  charge: { provider: "sslcommerz", paymentId, providerPaymentId: null },
  line: { gross: null, fee: null, net: bdt(48_750n) },
  settledOn: null,
  evidence: "test",
  ...more,
});
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

test("a settlement that comes from eight sides at once is posted once, and never deadlocks with a refund", async () => {
  const gift = await giveWithFee(bench, {}, 1_000n);
  const [refund, ...views] = await Promise.all([
    giveBack(bench, gift, 10_000n),
    ...Array.from({ length: 8 }, () => settleGift(bench, gift, 1_250n)),
  ]);
  expect(views.map(({ outcome }) => outcome).toSorted()).toEqual([...Array(7).fill("duplicate"), "settled"]);
  await settleRefund(bench, refund, "refunded");
  expect(await settlementsOf(gift.paymentId)).toHaveLength(1);
  expect(await completedOf(gift.paymentId)).toMatchObject([
    { version: 1, data: { grossMinor: "50000", providerFeeMinor: "1250", netMinor: "48750" } },
  ]);
  const { settledAt, settledOn, providerFeeMinor } = await paymentOf(gift.paymentId);
  expect({ settledAt, providerFeeMinor }).toEqual({ settledAt: expect.any(Date), providerFeeMinor: 1_250n });
  expect(settledOn?.toISOString().slice(0, 10)).toBe("2026-11-21");
  const steps = await ctx.db.prisma.paymentHistory.findMany({
    where: { paymentId: gift.paymentId },
    orderBy: { seq: "asc" },
  });
  expect(steps.map(({ toStatus }) => toStatus)).toEqual(["pending", "authorized", "captured", "completed"]);
});

test("a settlement moves no public number, and the donor reads of one step more and nothing else", async () => {
  const own = { ...bench, campaign: await createTestCampaign(ctx.db) };
  const gift = await giveGift(own);
  await settleConsumers(ctx);
  const before = await getGift(ctx, { token: gift.token });
  await settleGift(own, gift, 1_250n);
  await settleConsumers(ctx);
  expect(await getGift(ctx, { token: gift.token })).toEqual({
    ...before,
    history: [...before.history, { at: expect.any(String), what: "settled" }],
  });
  expect(await getTotals(ctx, { slug: own.campaign.slug })).toMatchObject({
    raisedMinor: "50000",
    giftCount: 1,
  });
});

test("news about a settled payment is as stale as about any captured one, and a second success is posted", async () => {
  const gift = await giveGift(bench);
  await settleGift(bench, gift, 1_250n);
  const news = { paymentId: gift.paymentId, cause: "test", evidence: null } as const;
  const again = captured(bdt(50_000n), `charge-${gift.reference}`, { fee: bdt(9n) });
  expect(await applySignals(ctx, { ...news, signals: [again] })).toBe("ignored");
  const second = captured(bdt(50_000n), `second-${gift.reference}`);
  expect(await applySignals(ctx, { ...news, signals: [second] })).toBe("moved");
  expect(await paymentOf(gift.paymentId)).toMatchObject({ providerFeeMinor: 1_250n, rank: 40 });

  // The reference alone is not clear any more, and the provider's id is.
  expect(await codeOf(settleCharge(ctx, settling(gift.paymentId)))).toBe("settlement.ambiguous");
  expect(await settleStranger(bench, `second-${gift.reference}`, 48_000n)).toMatchObject({
    outcome: "settled",
    paymentId: gift.paymentId,
  });
  expect(await completedOf(gift.paymentId)).toHaveLength(1);
});

test.each([
  [
    "another gross",
    { line: { gross: bdt(49_000n), fee: null, net: bdt(48_750n) } },
    "settlement.wrong_gross",
  ],
  [
    "another currency",
    { line: { gross: null, fee: null, net: money(1n, "USD") } },
    "settlement.wrong_currency",
  ],
  [
    "more than there was",
    { line: { gross: null, fee: null, net: bdt(50_001n) } },
    "settlement.does_not_add_up",
  ],
])("%s is refused, and nothing is written", async (_what, wrong, code) => {
  const { paymentId } = await giveGift(bench);
  expect(await codeOf(settleCharge(ctx, settling(paymentId, wrong)))).toBe(code);
  expect(await settlementsOf(paymentId)).toEqual([]);
  expect(await paymentOf(paymentId)).toMatchObject({ settledAt: null, providerFeeMinor: null });
});

test("what the ledger does not hold cannot be settled", async () => {
  const open = await openPage(bench, await promiseGift(bench));
  expect(await codeOf(settleCharge(ctx, settling(open.paymentId)))).toBe("settlement.unknown_charge");
  expect(await codeOf(settleStranger(bench, "nobody knows it", 1n))).toBe("settlement.unknown_charge");
  const [one, other] = [await giveGift(bench), await giveGift(bench)];
  const charge = {
    provider: "sslcommerz",
    paymentId: one.paymentId,
    providerPaymentId: `charge-${other.reference}`,
  } as const;
  expect(await codeOf(settleCharge(ctx, settling(one.paymentId, { charge })))).toBe(
    "settlement.other_payment",
  );
});

test("another fee for what is settled already is a contradiction for a person, not a correction", async () => {
  const gift = await giveGift(bench);
  await settleGift(bench, gift, 1_250n);
  expect(await codeOf(settleGift(bench, gift, 1_300n))).toBe("settlement.contradicts");
  expect(await paymentOf(gift.paymentId)).toMatchObject({ providerFeeMinor: 1_250n });
  await expect(
    ctx.db.prisma.payment.update({ where: { id: gift.paymentId }, data: { providerFeeMinor: 1n } }),
  ).rejects.toThrow(/payment_is_settled_once/);
});

test("a dry run decides the same and writes nothing", async () => {
  const { paymentId } = await giveGift(bench);
  expect(await settleCharge(ctx, settling(paymentId, { isDry: true }))).toMatchObject({ outcome: "settled" });
  expect(await settlementsOf(paymentId)).toEqual([]);
});

test("if the event cannot be written, nothing is settled", async () => {
  const { paymentId } = await giveGift(bench);
  const ids = [ctx.newId(), ctx.newId()];
  const broken = { ...ctx, newId: () => ids.shift() ?? "no uuid" };
  const taken = ids[0] ?? "";
  await ctx.db.prisma.outbox.create({
    data: { id: ids[1] ?? "", type: "x", version: 99, subjectId: taken, data: {}, createdAt: new Date() },
  });
  await expect(settleCharge(broken, settling(paymentId))).rejects.toMatchObject({
    code: "23505",
  });
  expect(await settlementsOf(paymentId)).toEqual([]);
  expect(await paymentOf(paymentId)).toMatchObject({ settledAt: null });
  await bench.owner.prisma.outbox.deleteMany({ where: { type: "x" } });
});

test("held money that is settled and refunded leaves the provider short by the refund", async () => {
  const opened = await openPage(bench, await promiseGift(bench));
  provider.knows(opened.reference, [captured(bdt(49_999n), `charge-${opened.reference}`)]);
  await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
  await settleGift(bench, opened, 1_250n);
  await settleRefund(bench, await giveBack(bench, opened, 49_999n), "refunded");
  const held = await ctx.db.prisma.ledgerEntry.aggregate({
    where: { account: "provider_clearing", posting: { paymentId: opened.paymentId } },
    _sum: { amountMinor: true },
  });
  expect(held._sum.amountMinor).toBe(-49_999n);
});

test("a fee beyond what was captured is not believed, and an absent one is no error", async () => {
  const gifts = [
    await giveWithFee(bench, {}, 50_001n),
    await giveGift(bench),
    await giveWithFee(bench, {}, 50_000n),
  ];
  const fees = await Promise.all(
    gifts.map(async ({ paymentId }) => (await paymentOf(paymentId)).providerFeeMinor),
  );
  expect(fees).toEqual([null, null, 50_000n]);
});

test("a gift keeps the platform's fee that it was promised with, whatever the setting becomes", async () => {
  const promised = await promiseGift(withFees(bench, { platformBasisPoints: 250 }), { giftMinor: "10039" });
  const opened = await openPage(bench, promised);
  provider.knows(opened.reference, [captured(bdt(10_039n), `charge-${opened.reference}`)]);
  await confirmPayment(withFees(bench, { platformBasisPoints: 1_000 }).ctx, {
    paymentId: opened.paymentId,
    cause: "test",
  });
  expect(await getGift(ctx, { token: opened.token })).toMatchObject({
    giftMinor: "10039",
    platformFeeMinor: "250",
    totalMinor: "10039",
  });
  await expect(
    ctx.db.prisma.pledge.update({ where: { token: opened.token }, data: { platformFeeMinor: 0n } }),
  ).rejects.toThrow(/pledge_is_kept/);
});

test("a refund keeps who bears its fee, whatever the setting becomes", async () => {
  const gift = await giveWithFee(bench, {}, 1_250n);
  const refund = await giveBack(withFees(bench, { refundFeeBearer: "campaign" }), gift, 25_000n);
  expect(refund).toMatchObject({ feeBearer: "campaign", lostFeeMinor: "625" });
  await settleRefund(bench, refund, "refunded");
  const kinds = await ctx.db.prisma.ledgerPosting.findMany({
    where: { reference: refund.id },
    select: { kind: true },
  });
  expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(["refund", "refund_confirmed", "refund_fee"]);
  await expect(
    ctx.db.prisma.refund.update({ where: { id: refund.id }, data: { feeBearer: "platform" } }),
  ).rejects.toThrow(/refund_keeps_its_fees/);
});
