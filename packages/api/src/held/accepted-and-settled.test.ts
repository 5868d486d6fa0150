import { checkInvariants, describeViolations } from "@careforall/db/invariants";
import { money } from "@careforall/domain/money";
import { afterAll, expect, test } from "vitest";
import { getTotals } from "../campaign/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import { confirmPayment } from "../payment/index.ts";
import { getGift } from "../pledge/index.ts";
import { applyRefundNews } from "../refund/apply-refund-news.ts";
import {
  captured,
  caseOf,
  createTestCampaign,
  createTestContext,
  giveBack,
  holdRisky,
  openPage,
  promiseGift,
  settleGift,
  settleRefund,
  withFees,
} from "../testing/index.ts";
import { acceptHeld, refundCase } from "./index.ts";

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

const bdt = (amount: bigint) => money(amount, "BDT");
const decided = { by: "Farida", reason: "The donor called" };
const orderBy = (caseId: string, amountMinor: bigint) =>
  ({
    caseId,
    key: "first",
    money: bdt(amountMinor),
    kind: "mistake",
    reason: "Asked",
    by: "Farida",
  }) as const;

async function expectSound(): Promise<void> {
  await settleConsumers(ctx);
  expect(describeViolations(await checkInvariants(ctx.db))).toBe("");
}

/** The bank says after it had called it done that the money did not arrive. */
const comesBack = (paymentId: string, refundId: string) =>
  applyRefundNews(ctx, {
    paymentId,
    refundId,
    cause: "test",
    evidence: null,
    news: { kind: "failed", detail: "The account is closed." },
  });

/** Net of everything that was posted under an attempt, without what is even. */
async function balancesOf(paymentId: string): Promise<Record<string, bigint>> {
  const entries = await ctx.db.prisma.ledgerEntry.findMany({ where: { posting: { paymentId } } });
  const sums = Map.groupBy(entries, ({ account }) => account);
  return Object.fromEntries(
    [...sums]
      .map(
        ([account, own]) => [account, own.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)] as const,
      )
      .filter(([, sum]) => sum !== 0n),
  );
}

test.each([
  ["before it is accepted", { bank: 49_800n, campaign_payable: 1_400n, provider_clearing: -51_200n }],
  ["after it is accepted", { bank: 49_800n, campaign_payable: 1_400n, provider_clearing: -51_200n }],
  ["never", { campaign_payable: 1_313n, provider_fee: -1_313n }],
])(
  "less money than promised, settled %s: all of it goes back, and each loses what it had",
  async (when, left) => {
    const campaign = await createTestCampaign(ctx.db);
    const own = { ...withFees(bench, { platformBasisPoints: 333, refundFeeBearer: "campaign" }), campaign };
    const gift = await openPage(own, await promiseGift(own, { tipMinor: "1500", feeCoverMinor: "1000" }));
    provider.knows(gift.reference, [
      captured(bdt(51_200n), `charge-${gift.reference}`, { fee: bdt(1_313n) }),
    ]);
    await confirmPayment(own.ctx, { paymentId: gift.paymentId, cause: "test" });
    const caseId = await caseOf(own, gift);
    provider.willRefund("refused");
    expect(await refundCase(own.ctx, orderBy(caseId, 100n))).toMatchObject({ state: "failed" });
    if (when === "before it is accepted") await settleGift(own, gift, 1_400n);
    await acceptHeld(own.ctx, { caseId, ...decided });
    if (when === "after it is accepted") await settleGift(own, gift, 1_400n);
    await settleRefund(own, await giveBack(own, gift, 10_001n), "refunded");
    const rest = await giveBack(own, gift, 41_199n);
    await settleRefund(own, rest, "refunded");
    await comesBack(gift.paymentId, rest.id);
    await expectSound();
    await settleRefund(own, await giveBack(own, gift, 41_199n), "refunded");
    await expectSound();
    expect(await getTotals(ctx, { slug: campaign.slug })).toMatchObject({ raisedMinor: "0", giftCount: 0 });
    expect(await getGift(ctx, { token: gift.token })).toMatchObject({ status: "refunded" });
    expect(await balancesOf(gift.paymentId)).toEqual(left);
  },
);

test("settled money whose refund came back to us can still become the gift", async () => {
  const own = { ...bench, campaign: await createTestCampaign(ctx.db) };
  const gift = await holdRisky(own, await openPage(own, await promiseGift(own)));
  const caseId = await caseOf(own, gift);
  await settleGift(own, gift, 1_400n);
  const { id } = await refundCase(ctx, orderBy(caseId, 50_000n));
  const { providerRefundId } = await ctx.db.prisma.refund.findUniqueOrThrow({ where: { id } });
  await settleRefund(own, { id, providerRefundId }, "refunded");
  await comesBack(gift.paymentId, id);
  await expectSound();
  await acceptHeld(ctx, { caseId, ...decided });
  await expectSound();
  const { slug } = own.campaign;
  expect(await getTotals(ctx, { slug })).toMatchObject({ raisedMinor: "50000", giftCount: 1 });
});
