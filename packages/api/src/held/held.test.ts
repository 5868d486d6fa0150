import { money } from "@careforall/domain/money";
import { afterAll, expect, test } from "vitest";
import { getTotals, listDonations } from "../campaign/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import { confirmPayment } from "../payment/index.ts";
import { getGift } from "../pledge/index.ts";
import {
  captured,
  caseOf,
  createTestCampaign,
  createTestContext,
  ended,
  giveBack,
  giveGift,
  holdRisky,
  newKey,
  openPage,
  pollNow,
  promiseGift,
  settleCaseRefund,
  settleRefund,
  unexpected,
} from "../testing/index.ts";
import { acceptHeld, listReviews, refundCase } from "./index.ts";
import { orderCaseRefund } from "./refund-case.ts";

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

const bdt = (amount: bigint) => money(amount, "BDT");
const held = async (own = bench, more: Parameters<typeof promiseGift>[1] = {}) => {
  const opened = await holdRisky(own, await openPage(own, await promiseGift(own, more)));
  return { ...opened, caseId: await caseOf(own, opened) };
};
const decided = { by: "Farida", reason: "The donor called" };
const order = (caseId: string, amountMinor: bigint, key = newKey()) =>
  ({ caseId, key, money: bdt(amountMinor), kind: "mistake", reason: "Not ours", by: "Farida" }) as const;
const kindsOf = async ({ paymentId }: { readonly paymentId: string }) =>
  (await ctx.db.prisma.ledgerPosting.findMany({ where: { paymentId }, orderBy: { id: "asc" } })).map(
    ({ kind }) => kind,
  );
const postedAs = async (reference: string) =>
  (await ctx.db.prisma.ledgerPosting.findMany({ where: { reference }, orderBy: { id: "asc" } })).map(
    ({ kind }) => kind,
  );

/** A second success of one attempt: a case that is no payment's own capture. */
async function twice() {
  const gift = await giveGift(bench);
  const charge = `again-${gift.reference}`;
  provider.knows(gift.reference, [captured(bdt(50_000n), charge)]);
  await confirmPayment(ctx, { paymentId: gift.paymentId, cause: "test" });
  return { ...gift, charge, caseId: await caseOf(bench, gift) };
}

test("accepted money is the gift: total, list, receipt and the donor's page follow, once", async () => {
  const own = { ...bench, campaign: await createTestCampaign(ctx.db) };
  const gift = await held(own, { tipMinor: "1500", feeCoverMinor: "1000" });
  const outcomes = await Promise.allSettled(
    [1, 2, 3].map(() => acceptHeld(ctx, { caseId: gift.caseId, ...decided })),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await settleConsumers(ctx);
  const { slug } = own.campaign;
  expect(await getTotals(ctx, { slug })).toMatchObject({ raisedMinor: "50000", giftCount: 1 });
  expect((await listDonations(ctx, { slug })).items).toHaveLength(1);
  expect(await getGift(ctx, { token: gift.token })).toMatchObject({
    status: "completed",
    isHeld: false,
    isCounted: true,
  });
  const { history } = await getGift(ctx, { token: gift.token });
  expect(history.map(({ what }) => what)).toEqual(["created", "payment_opened", "held", "received"]);
  expect(await kindsOf(gift)).toEqual(["capture", "held_accepted"]);
  const { decision, decidedBy, decidedReason } = await ctx.db.prisma.moneyException.findUniqueOrThrow({
    where: { id: gift.caseId },
  });
  expect({ decision, decidedBy, decidedReason }).toEqual({
    decision: "accepted",
    decidedBy: "Farida",
    decidedReason: "The donor called",
  });
});

test(
  "accepting and refunding one case at once: exactly one of them, 50 rounds",
  { timeout: 120_000 },
  async () => {
    for (let round = 0; round < 50; round++) {
      const gift = await held();
      const accept = () => acceptHeld(ctx, { caseId: gift.caseId, ...decided });
      const refund = () => refundCase(ctx, order(gift.caseId, 20_000n));
      const turns = round % 2 === 0 ? [accept, refund] : [refund, accept];
      const outcomes = await Promise.allSettled(turns.map((turn) => turn()));
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const [accepted, refunded] = round % 2 === 0 ? outcomes : outcomes.toReversed();
      const isAccepted = accepted?.status === "fulfilled";
      const code = isAccepted ? "held.already_decided" : "held.refund_ordered";
      expect(isAccepted ? refunded : accepted).toMatchObject({ reason: { code } });
      expect(await kindsOf(gift)).toEqual(["capture", isAccepted ? "held_accepted" : "refund"]);
    }
  },
);

test("less money than promised: the gift is whole, the fee cover and then the tip are short; a refund knows it", async () => {
  const opened = await openPage(bench, await promiseGift(bench, { tipMinor: "1500", feeCoverMinor: "1000" }));
  provider.knows(opened.reference, [captured(bdt(51_200n), `charge-${opened.reference}`)]);
  await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
  await acceptHeld(ctx, { caseId: await caseOf(bench, opened), ...decided });
  const refund = await giveBack(bench, opened, 2_000n);
  expect(refund).toMatchObject({ feeCoverMinor: "0", tipMinor: "1200", giftMinor: "800", heldMinor: "0" });
  await settleRefund(bench, refund, "refunded");
  expect(await getGift(ctx, { token: opened.token })).toMatchObject({ status: "completed" });
});

test("what cannot soundly be a gift is refused by name, and nothing moves", async () => {
  const refusedAs = async (caseId: string, code: string) =>
    expect(acceptHeld(ctx, { caseId, ...decided })).rejects.toMatchObject({ code });
  const tooLittle = await openPage(bench, await promiseGift(bench));
  const tooMuch = await openPage(bench, await promiseGift(bench));
  const foreign = await openPage(bench, await promiseGift(bench));
  for (const [opened, paid, code] of [
    [tooLittle, bdt(49_999n), "held.below_gift"],
    [tooMuch, bdt(50_001n), "held.above_total"],
    [foreign, money(50_000n, "USD"), "held.other_currency"],
  ] as const) {
    provider.knows(opened.reference, [captured(paid, `charge-${opened.reference}`)]);
    await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
    await refusedAs(await caseOf(bench, opened), code);
    expect(await kindsOf(opened)).toEqual(["capture"]);
  }
  await refusedAs((await twice()).caseId, "held.not_the_first_charge");
  const back = await held();
  await refundCase(ctx, order(back.caseId, 50_000n));
  await refusedAs(back.caseId, "held.refund_ordered");
  await refusedAs(ctx.newId(), "held.not_found");
});

test("risky money of a pledge that another attempt fulfilled meanwhile can only go back", async () => {
  const first = await openPage(bench, await promiseGift(bench));
  provider.knows(first.reference, [ended("failed")]);
  await confirmPayment(ctx, { paymentId: first.paymentId, cause: "test" });
  const second = await openPage(bench, first);
  await holdRisky(bench, first);
  const caseId = await caseOf(bench, first);
  provider.knows(second.reference, [captured(bdt(50_000n), `charge-${second.reference}`)]);
  const outcomes = await Promise.allSettled([
    acceptHeld(ctx, { caseId, ...decided }),
    confirmPayment(ctx, { paymentId: second.paymentId, cause: "test" }),
  ]);
  const { fulfilledBy } = await ctx.db.prisma.pledge.findUniqueOrThrow({ where: { token: first.token } });
  expect([first.paymentId, second.paymentId]).toContain(fulfilledBy);
  expect(outcomes[0]?.status).toBe(fulfilledBy === first.paymentId ? "fulfilled" : "rejected");
});

test("two refunds of 60 % of a second success at once: exactly one, and it is ordered by its own bank reference", async () => {
  for (let round = 0; round < 20; round++) {
    const { caseId } = await twice();
    const outcomes = await Promise.allSettled([
      refundCase(ctx, order(caseId, 30_000n)),
      refundCase(ctx, order(caseId, 30_000n)),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "refund.exceeds", details: { leftMinor: "20000" } },
    });
  }
});

test("a case is closed when all of it is back; the gift beside it stays as it was", async () => {
  const { caseId, token, charge } = await twice();
  const refund = await refundCase(ctx, order(caseId, 50_000n));
  expect(refund.state).toBe("accepted");
  expect(provider.refundRequests.at(-1)).toMatchObject({ bankReference: `bank-${charge}` });
  await settleCaseRefund(bench, refund.id);
  expect(await ctx.db.prisma.moneyException.findUnique({ where: { id: caseId } })).toMatchObject({
    decision: "refunded",
    refundReservedMinor: 50_000n,
  });
  expect(await postedAs(refund.id)).toEqual(["refund", "refund_confirmed"]);
  expect(await ctx.db.prisma.outbox.findMany({ where: { subjectId: caseId } })).toMatchObject([
    { type: "case.refunded", data: { refundId: refund.id, caseKind: "second_capture", closesCase: true } },
  ]);
  expect(await getGift(ctx, { token })).toMatchObject({ status: "completed", refundedMinor: "0" });
});

test("an order for a case survives a crash and a lost answer as one refund; the same key is the same order", async () => {
  const { caseId } = await twice();
  const wish = order(caseId, 50_000n);
  const left = await orderCaseRefund(ctx, wish);
  provider.willRefund("unknown");
  await pollNow(bench, left.id);
  await pollNow(bench, left.id);
  expect((await refundCase(ctx, wish)).id).toBe(left.id);
  await expect(refundCase(ctx, { ...wish, money: bdt(1n) })).rejects.toMatchObject({
    code: "refund.key_reused",
  });
  expect(await postedAs(left.id)).toEqual(["refund"]);
});

test("a refusal of the provider frees the case's money, and the tables themselves refuse more", async () => {
  const { caseId } = await twice();
  provider.willRefund("refused");
  expect((await refundCase(ctx, order(caseId, 50_000n))).state).toBe("failed");
  expect((await refundCase(ctx, order(caseId, 50_000n))).state).toBe("accepted");
  const where = { id: caseId };
  await expect(
    ctx.db.prisma.moneyException.update({ where, data: { refundReservedMinor: 50_001n } }),
  ).rejects.toThrow(/money_exception_refunds_fit/);
  await expect(
    ctx.db.prisma.moneyException.update({ where, data: { amountMinor: 50_001n } }),
  ).rejects.toThrow(/money_exception_is_kept/);
});

test("what waits for a person is listed once, oldest first, page by page, until it is decided", async () => {
  const odd = await openPage(bench, await promiseGift(bench));
  provider.knows(odd.reference, [unexpected("HALF_VALID"), ended("failed")]);
  await confirmPayment(ctx, { paymentId: odd.paymentId, cause: "test" });
  await confirmPayment(ctx, { paymentId: odd.paymentId, cause: "poller" });
  const gift = await held();

  const all: string[] = [];
  for (let after: string | undefined, pages = 0; pages < 100; pages++) {
    const { rows, next } = await listReviews(ctx, { after, limit: 3 });
    all.push(...rows.map(({ id }) => id));
    after = next ?? undefined;
    if (next === null) break;
  }
  expect(new Set(all).size).toBe(all.length);
  expect(all.indexOf(odd.paymentId)).toBeGreaterThanOrEqual(0);
  expect(all.indexOf(odd.paymentId)).toBeLessThan(all.indexOf(gift.caseId));
  // Nobody knows whether the donor was charged, and the failure beside the word has not ended the attempt.
  expect(await getGift(ctx, { token: odd.token, ask: false })).toMatchObject({
    truth: "unknown",
    mayRetry: false,
  });
  const told = await ctx.db.prisma.outbox.count({
    where: { type: "payment.needs_review", subjectId: odd.paymentId },
  });
  expect(told).toBe(1);
  const { nextAskAt } = await ctx.db.prisma.payment.findUniqueOrThrow({ where: { id: odd.paymentId } });
  expect(nextAskAt).not.toBeNull();

  provider.knows(odd.reference, [captured(bdt(50_000n), `charge-${odd.reference}`)]);
  await confirmPayment(ctx, { paymentId: odd.paymentId, cause: "poller" });
  await acceptHeld(ctx, { caseId: gift.caseId, ...decided });
  const { rows } = await listReviews(ctx, { limit: 1_000 });
  expect(rows.map(({ id }) => id)).not.toContain(odd.paymentId);
  expect(rows.map(({ id }) => id)).not.toContain(gift.caseId);
  expect(await getGift(ctx, { token: odd.token })).toMatchObject({ status: "completed", truth: "received" });
});
