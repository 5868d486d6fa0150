import { money } from "@careforall/domain/money";
import { afterAll, expect, test } from "vitest";
import { getTotals } from "../campaign/index.ts";
import { acceptHeld, refundCase } from "../held/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import { getGift } from "../pledge/index.ts";
import { listRefunds } from "../refund/index.ts";
import {
  caseOf,
  caseOfCharge,
  createTestCampaign,
  createTestContext,
  exactOf,
  expectInvariants,
  foreignOf,
  giveBack,
  learnCharges,
  newKey,
  type Opened,
  openPage,
  promiseGift,
  riskyOf,
  settleCaseRefund,
  settleGift,
  settleRefund,
  shortOf,
} from "../testing/index.ts";

// Several different charges of one attempt: whichever is told first, the same money is the gift.

const bench = await createTestContext();
const { ctx } = bench;
const { prisma } = ctx.db;
afterAll(bench.drop);

const SPLIT = { tipMinor: "1500", feeCoverMinor: "1000" };
const opened = async (own = bench, more = {}): Promise<Opened> => openPage(own, await promiseGift(own, more));

/** What the ledger has of an attempt by account, what its cases say, and where its pledge stands. */
async function booksOf({ paymentId, token }: Opened) {
  const sums: Record<string, bigint> = {};
  for (const { account, currency, amountMinor } of await prisma.ledgerEntry.findMany({
    where: { posting: { paymentId } },
  })) {
    sums[`${account} ${currency}`] = (sums[`${account} ${currency}`] ?? 0n) + amountMinor;
  }
  const cases = await prisma.moneyException.findMany({ where: { paymentId } });
  const { heldAs, capturedMinor } = await prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
  const { status, isHeld } = await getGift(ctx, { token, ask: false });
  return {
    sums: Object.fromEntries(Object.entries(sums).toSorted()),
    cases: cases.map(({ kind, amountMinor, currency }) => `${kind} ${amountMinor} ${currency}`).toSorted(),
    capture: [heldAs, capturedMinor],
    page: [status, isHeld],
  };
}

test("a held charge and the exact one end in the same books in every order, and the exact one is the gift", async () => {
  const charges = [exactOf, shortOf, riskyOf, foreignOf] as const;
  const orders = charges.flatMap((first) => {
    const rest = charges.filter((one) => one !== first);
    return [
      [first, ...rest],
      [first, ...rest.toReversed()],
    ];
  });
  const seen = [];
  for (const order of orders) {
    seen.push(await booksOf(await learnCharges(bench, order, await opened(bench, SPLIT))));
  }
  for (const books of seen) expect(books).toEqual(seen[0]);
  expect(seen[0]).toMatchObject({
    cases: ["amount_mismatch 52400 BDT", "currency_mismatch 52500 USD", "risk_hold 52500 BDT"],
    capture: [null, 52_500n],
    page: ["completed", false],
    sums: { "campaign_payable BDT": -50_000n, "tip BDT": -1_500n, "suspense BDT": -104_900n },
  });
  await expectInvariants(ctx.db);
});

test("total, history and page follow the gift that came after a hold, and its campaign's end makes it late", async () => {
  const own = { ...bench, campaign: await createTestCampaign(ctx.db) };
  const gift = await learnCharges(own, [shortOf], await opened(own));
  await prisma.campaign.update({
    where: { id: own.campaign.id },
    data: { endsAt: new Date(Date.now() - 1_000) },
  });
  await learnCharges(own, [exactOf], gift);
  await settleConsumers(ctx);
  expect(await getTotals(ctx, { slug: own.campaign.slug })).toMatchObject({
    raisedMinor: "50000",
    giftCount: 1,
  });
  const page = await getGift(ctx, { token: gift.token });
  expect(page).toMatchObject({ status: "completed", isHeld: false, isLate: true, isCounted: true });
  expect(page.history.map(({ what }) => what)).toEqual(["created", "payment_opened", "held", "received"]);
  const steps = await prisma.paymentHistory.findMany({
    where: { paymentId: gift.paymentId },
    orderBy: { seq: "asc" },
  });
  expect(steps.map(({ toStatus }) => toStatus)).toEqual(["pending", "authorized", "captured", "captured"]);
});

test("what was ordered for the held charge stays its own: under the same key, until it is back", async () => {
  const gift = await learnCharges(bench, [shortOf], await opened());
  await settleRefund(bench, await giveBack(bench, gift, 9_900n), "refunded");
  const key = newKey();
  const order = await giveBack(bench, gift, 40_000n, { key });
  await learnCharges(bench, [exactOf], gift);

  expect(await listRefunds(ctx, gift.paymentId)).toEqual([]);
  expect((await giveBack(bench, gift, 40_000n, { key })).id).toBe(order.id);
  await settleCaseRefund(bench, order.id);
  expect((await giveBack(bench, gift, 40_000n, { key })).state).toBe("confirmed");
  const caseId = await caseOfCharge(bench, `short-${gift.reference}`);
  expect(await prisma.moneyException.findUnique({ where: { id: caseId } })).toMatchObject({
    decision: "refunded",
    refundReservedMinor: 49_900n,
  });
  expect(await getGift(ctx, { token: gift.token })).toMatchObject({
    status: "completed",
    refundedMinor: "0",
  });

  const whole = await giveBack(bench, gift, 50_000n);
  expect(whole).toMatchObject({ giftMinor: "50000", heldMinor: "0" });
  await settleRefund(bench, whole, "refunded");
  expect(await getGift(ctx, { token: gift.token })).toMatchObject({ status: "refunded" });
  await expectInvariants(ctx.db);
});

test("a held charge that was settled stays so, and the gift is settled by itself", async () => {
  const gift = await learnCharges(bench, [riskyOf], await opened());
  await settleGift(bench, gift, 1_000n);
  await learnCharges(bench, [exactOf], gift);
  const where = { id: gift.paymentId };
  expect(await prisma.payment.findUnique({ where })).toMatchObject({
    settledAt: null,
    providerFeeMinor: null,
  });
  await settleGift(bench, gift, 1_250n);
  expect(await prisma.payment.findUnique({ where })).toMatchObject({ providerFeeMinor: 1_250n });
  expect(await prisma.ledgerPosting.count({ where: { paymentId: gift.paymentId, kind: "settlement" } })).toBe(
    2,
  );
  await expectInvariants(ctx.db);
});

test("money that staff have accepted is the gift: the exact charge after it is a second capture", async () => {
  const gift = await learnCharges(bench, [riskyOf], await opened());
  await acceptHeld(ctx, { caseId: await caseOf(bench, gift), by: "Farida", reason: "The donor called" });
  await learnCharges(bench, [exactOf], gift);
  expect(await booksOf(gift)).toMatchObject({
    cases: ["risk_hold 50000 BDT", "second_capture 50000 BDT"],
    capture: ["risk_hold", 50_000n],
    page: ["completed", false],
  });
});

test("accepting, refunding and the exact charge at once: one gift, and every charge has its place", async () => {
  for (let round = 0; round < 20; round++) {
    const gift = await learnCharges(bench, [riskyOf], await opened());
    const caseId = await caseOf(bench, gift);
    const turns = [
      () => acceptHeld(ctx, { caseId, by: "Farida", reason: "The donor called" }),
      () => learnCharges(bench, [exactOf], gift),
      () =>
        refundCase(ctx, {
          caseId,
          by: "Farida",
          money: money(20_000n, "BDT"),
          kind: "mistake",
          reason: "Not ours",
          key: newKey(),
        }),
    ];
    const at = round % turns.length;
    await Promise.allSettled([...turns.slice(at), ...turns.slice(0, at)].map((turn) => turn()));
    const { fulfilledBy } = await prisma.pledge.findUniqueOrThrow({ where: { token: gift.token } });
    expect(fulfilledBy).toBe(gift.paymentId);
  }
  await expectInvariants(ctx.db);
});

test("the table itself lets nothing but a gift take the place of held money", async () => {
  const gift = await learnCharges(bench, [shortOf, foreignOf], await opened());
  const where = { id: gift.paymentId };
  const data = { providerPaymentId: "another", heldAs: null };
  await expect(prisma.payment.update({ where, data })).rejects.toThrow(/payment_facts_only_grow/);
  const refund = await giveBack(bench, gift, 100n);
  const caseId = await caseOfCharge(bench, `foreign-${gift.reference}`);
  await expect(
    prisma.refund.update({
      where: { id: refund.id },
      data: { paymentId: null, caseId, movedAs: "accepted" },
    }),
  ).rejects.toThrow(/refund_facts_only_grow/);
});
