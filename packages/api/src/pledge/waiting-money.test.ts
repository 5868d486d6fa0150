import { money } from "@careforall/domain/money";
import type { ProviderSignal } from "@careforall/domain/payment";
import { afterAll, expect, test } from "vitest";
import { settleConsumers } from "../outbox/index.ts";
import { confirmPayment } from "../payment/index.ts";
import { rebuildReadModels } from "../rebuild/index.ts";
import {
  captured,
  createTestCampaign,
  createTestContext,
  ended,
  expectInvariants,
  giveBack,
  type Opened,
  openPage,
  promiseGift,
  settleRefund,
} from "../testing/index.ts";
import { getGift } from "./index.ts";

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

const bdt = (amount: bigint) => money(amount, "BDT");

async function learn({ reference, paymentId }: Opened, signals: readonly ProviderSignal[]): Promise<void> {
  provider.knows(reference, signals);
  await confirmPayment(ctx, { paymentId, cause: "test" });
}

/** Two attempts of one promise to a campaign of its own: the first was given up for the second. */
async function twoAttempts() {
  const own = { ...bench, campaign: await createTestCampaign(ctx.db) };
  const first = await openPage(own, await promiseGift(own));
  await learn(first, [ended("cancelled")]);
  return { first, second: await openPage(own, first), campaignId: own.campaign.id };
}

/** What the read models say of the promise and of its campaign, once everything is applied; a rebuild says the same. */
async function shown({ token }: Opened, campaignId: string) {
  await settleConsumers(ctx);
  const gift = await getGift(ctx, { token, ask: false });
  const row = await ctx.db.prisma.donation.findFirstOrThrow({ where: { pledge: { token } } });
  const total = await ctx.db.prisma.campaignTotal.findUniqueOrThrow({ where: { campaignId } });
  const asOwner = { ...ctx, db: bench.owner };
  expect((await rebuildReadModels(asOwner, { mayReplace: false, shownMax: 3 })).differences).toBe(0);
  await expectInvariants(ctx.db);
  return {
    page: [gift.status, gift.truth, gift.isHeld],
    history: row.status,
    buckets: [total.pendingMinor, total.failedMinor, total.capturedMinor],
  };
}

const HELD = [ended("cancelled"), captured(bdt(49_900n), "another amount")];
const WAITS = {
  page: ["payment_initiated", "received", true],
  history: "payment_initiated",
  buckets: [50_000n, 0n, 0n],
};

test("money that waits for staff keeps its promise under way when a later attempt ends, in either order of the news", async () => {
  const heldFirst = await twoAttempts();
  await learn(
    heldFirst.first,
    HELD.map((signal) => named(signal, "held first")),
  );
  await learn(heldFirst.second, [ended("failed")]);
  expect(await shown(heldFirst.first, heldFirst.campaignId)).toEqual(WAITS);

  const endedFirst = await twoAttempts();
  await learn(endedFirst.second, [ended("failed")]);
  await learn(
    endedFirst.first,
    HELD.map((signal) => named(signal, "ended first")),
  );
  expect(await shown(endedFirst.first, endedFirst.campaignId)).toEqual(WAITS);

  const refund = await giveBack(bench, heldFirst.first, 49_900n);
  await settleRefund(bench, refund, "refunded");
  expect(await shown(heldFirst.first, heldFirst.campaignId)).toMatchObject({
    history: "refunded",
    buckets: [0n, 50_000n, 0n],
  });
});

test("a second payment that waits does not hide the gift from its page", async () => {
  const { first, second, campaignId } = await twoAttempts();
  await learn(first, [captured(bdt(50_000n), `gift ${first.reference}`)]);
  await learn(second, [captured(bdt(50_000n), `second ${second.reference}`)]);
  expect(await shown(first, campaignId)).toEqual({
    page: ["completed", "received", false],
    history: "completed",
    buckets: [0n, 0n, 50_000n],
  });
});

const named = (signal: ProviderSignal, name: string): ProviderSignal =>
  signal.kind === "captured"
    ? { ...signal, providerPaymentId: `${signal.providerPaymentId}, ${name}` }
    : signal;
