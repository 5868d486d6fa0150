import { money } from "@careforall/domain/money";
import { afterAll, expect, test } from "vitest";
import { settleConsumers } from "../outbox/index.ts";
import { confirmPayment } from "../payment/index.ts";
import { getGift } from "../pledge/index.ts";
import {
  captured,
  caseOfCharge,
  createTestContext,
  exactOf,
  expectInvariants,
  giveBack,
  giveGift,
  learnCharges,
  newKey,
  type Opened,
  openPage,
  promiseGift,
  settleRefund,
  shortOf,
} from "../testing/index.ts";
import { refundCase } from "../held/index.ts";
import { recordProviderRefund } from "./index.ts";

// A refund that was made in the merchant panel, of an attempt with several charges: the provider names the charge.

const bench = await createTestContext();
const { ctx, provider } = bench;
const { prisma } = ctx.db;
afterAll(bench.drop);

/** The gift, and a second success of the same attempt that waits in a case. */
async function twice() {
  const gift = await giveGift(bench);
  const second = `again-${gift.reference}`;
  provider.knows(gift.reference, [captured(money(50_000n, "BDT"), second)]);
  await confirmPayment(ctx, { paymentId: gift.paymentId, cause: "test" });
  return { gift, own: `bank-charge-${gift.reference}`, second, caseId: await caseOfCharge(bench, second) };
}

/** The panel has this refund of the charge with the bank's reference; somebody tells us of it. */
function seen(gift: Opened, bankReference: string | null, minor = 50_000n) {
  const providerRefundId = `panel-${newKey()}`;
  provider.refunds.set(providerRefundId, {
    state: "refunded",
    paymentReference: gift.reference,
    bankReference,
  });
  const words = { kind: "duplicate", reason: "Seen in the merchant panel" } as const;
  return { ...words, paymentId: gift.paymentId, providerRefundId, money: money(minor, "BDT") };
}

const caseRow = (id: string) => prisma.moneyException.findUniqueOrThrow({ where: { id } });

test("of the second charge: recorded once on its case, and the gift stays", async () => {
  const { gift, second, caseId } = await twice();
  const told = seen(gift, `bank-${second}`);
  const views = await Promise.all(Array.from({ length: 8 }, () => recordProviderRefund(ctx, told)));
  expect(new Set(views.map(({ id }) => id)).size).toBe(1);
  expect(views[0]).toMatchObject({ state: "confirmed", heldMinor: "50000", giftMinor: "0" });
  expect(await caseRow(caseId)).toMatchObject({ decision: "refunded", refundReservedMinor: 50_000n });
  expect(await prisma.refund.findMany({ where: { caseId } })).toMatchObject([
    { paymentId: null, orderedBy: null, requestKey: `provider:${told.providerRefundId}` },
  ]);
  await settleConsumers(ctx);
  expect(await getGift(ctx, { token: gift.token })).toMatchObject({
    status: "completed",
    refundedMinor: "0",
  });
  const order = {
    caseId,
    key: newKey(),
    money: money(1n, "BDT"),
    kind: "mistake",
    reason: "x",
    by: "Farida",
  } as const;
  await expect(refundCase(ctx, order)).rejects.toMatchObject({ code: "refund.exceeds" });
  await expectInvariants(ctx.db);
});

test("of the gift's charge: the gift went back, and the second charge waits on", async () => {
  const { gift, own, caseId } = await twice();
  expect(await recordProviderRefund(ctx, seen(gift, own))).toMatchObject({
    giftMinor: "50000",
    heldMinor: "0",
  });
  expect(await caseRow(caseId)).toMatchObject({ decision: null, refundReservedMinor: 0n });
  expect(await getGift(ctx, { token: gift.token })).toMatchObject({ status: "refunded" });
  await expectInvariants(ctx.db);
});

test("of a held charge that gave way to the gift: recorded on its case, whichever came first", async () => {
  const gift = await learnCharges(bench, [shortOf], await openPage(bench, await promiseGift(bench)));
  const before = await recordProviderRefund(ctx, seen(gift, `bank-short-${gift.reference}`, 9_900n));
  await learnCharges(bench, [exactOf], gift);
  const after = await recordProviderRefund(ctx, seen(gift, `bank-short-${gift.reference}`, 40_000n));
  expect([before, after]).toMatchObject([{ heldMinor: "9900" }, { heldMinor: "40000" }]);
  const caseId = await caseOfCharge(bench, `short-${gift.reference}`);
  expect(await caseRow(caseId)).toMatchObject({ decision: "refunded", refundReservedMinor: 49_900n });
  expect(await getGift(ctx, { token: gift.token })).toMatchObject({ status: "completed" });
  await expectInvariants(ctx.db);
});

test("more than is left of the named charge is refused, although the payment has more", async () => {
  const { gift, second } = await twice();
  await recordProviderRefund(ctx, seen(gift, `bank-${second}`, 20_000n));
  await expect(recordProviderRefund(ctx, seen(gift, `bank-${second}`, 30_001n))).rejects.toMatchObject({
    code: "refund.exceeds",
    details: { leftMinor: "30000" },
  });
});

test("an order of ours whose answer was lost is not recorded beside the panel's word about it", async () => {
  const { gift, second, caseId } = await twice();
  provider.willRefund("unknown");
  const order = { caseId, key: newKey(), kind: "mistake", reason: "Paid twice", by: "Farida" } as const;
  const ours = await refundCase(ctx, { ...order, money: money(10_000n, "BDT") });
  const providerRefundId = [...provider.refunds.keys()].at(-1) ?? "";
  provider.refunds.set(providerRefundId, {
    state: "processing",
    paymentReference: gift.reference,
    bankReference: `bank-${second}`,
  });
  await recordProviderRefund(ctx, { ...seen(gift, `bank-${second}`, 10_000n), providerRefundId });
  await settleRefund(bench, { id: ours.id, providerRefundId }, "refunded");
  const rows = await prisma.refund.findMany({ where: { caseId }, orderBy: { requestedAt: "asc" } });
  expect(rows.map(({ failedAt }) => failedAt !== null)).toEqual([true, false]);
  expect(await caseRow(caseId)).toMatchObject({ refundReservedMinor: 10_000n });
  await expectInvariants(ctx.db);
});

test("a charge that the provider does not name, or that our books do not have, is not taken for another", async () => {
  const { gift } = await twice();
  await expect(recordProviderRefund(ctx, seen(gift, null))).rejects.toMatchObject({
    code: "refund.ambiguous",
  });
  await expect(recordProviderRefund(ctx, seen(gift, "bank-of-a-third"))).rejects.toMatchObject({
    code: "refund.unknown_charge",
  });
  const single = await giveGift(bench);
  const third = seen(single, `bank-late-${single.reference}`);
  await expect(recordProviderRefund(ctx, third)).rejects.toMatchObject({ code: "refund.unknown_charge" });
  expect(
    await prisma.refund.count({ where: { payment: { id: { in: [gift.paymentId, single.paymentId] } } } }),
  ).toBe(0);

  // Once we have been told of that charge, its refund is recorded.
  provider.knows(single.reference, [captured(money(50_000n, "BDT"), `late-${single.reference}`)]);
  await confirmPayment(ctx, { paymentId: single.paymentId, cause: "test" });
  expect(await recordProviderRefund(ctx, third)).toMatchObject({ state: "confirmed", heldMinor: "50000" });
  expect((await giveBack(bench, single, 50_000n)).giftMinor).toBe("50000");
  await expectInvariants(ctx.db);
});
