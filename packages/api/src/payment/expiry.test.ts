import { money } from "@careforall/domain/money";
import type { ProviderSignal } from "@careforall/domain/payment";
import { referenceOf } from "@careforall/domain/shared";
import { afterAll, expect, test } from "vitest";
import { getTotals } from "../campaign/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import { getGift } from "../pledge/index.ts";
import {
  captured,
  createTestCampaign,
  createTestContext,
  ended,
  openPage,
  promiseGift,
} from "../testing/index.ts";
import { confirmPayment } from "./confirm-payment.ts";
import { pollSilent } from "./poll-silent.ts";

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => ({
  ...bench,
  ctx: { ...ctx, at: new Date(Date.now() - hours * HOUR_MS) },
});

/** A payment page that was opened so long ago. */
const openedHoursAgo = async (hours: number, campaign = bench.campaign) => {
  const past = { ...hoursAgo(hours), campaign };
  return openPage(past, await promiseGift(past));
};
const attempt = (id: string) => ctx.db.prisma.payment.findUniqueOrThrow({ where: { id } });
const pending: ProviderSignal = { kind: "pending" };

test("the poller asks about an attempt of a day and ends it as expired; nobody is charged and may try again", async () => {
  const { paymentId, token } = await openedHoursAgo(25);
  const asked = provider.calls.askPayment;
  await pollSilent(ctx);
  expect(provider.calls.askPayment).toBeGreaterThan(asked);
  expect(await attempt(paymentId)).toMatchObject({ rank: 30, endReason: "expired" });
  expect(await getGift(ctx, { token, ask: false })).toMatchObject({
    truth: "not_charged",
    endReason: "expired",
    mayRetry: true,
  });
  expect(
    await ctx.db.prisma.outbox.findMany({ where: { subjectId: paymentId, type: "payment.failed" } }),
  ).toMatchObject([{ data: { reason: "expired" } }]);
});

test("the status page expires it too, when the worker is down; in progress for a day is dead", async () => {
  const { token, reference } = await openedHoursAgo(24);
  provider.knows(reference, [pending]);
  expect(await getGift(ctx, { token })).toMatchObject({ truth: "not_charged", endReason: "expired" });
});

test("before a day has passed an unpaid attempt stays open", async () => {
  const { paymentId, reference } = await openedHoursAgo(23.9);
  provider.knows(reference, [pending]);
  await confirmPayment(ctx, { paymentId, cause: "poller" });
  expect(await attempt(paymentId)).toMatchObject({ rank: 10, endReason: null });
});

test("an unanswered question expires nothing, however old the attempt is", async () => {
  const { paymentId, token, reference } = await openedHoursAgo(60);
  provider.isDown = true;
  await pollSilent(ctx);
  expect(await getGift(ctx, { token })).toMatchObject({ truth: "unknown" });
  provider.isDown = false;
  expect(await attempt(paymentId)).toMatchObject({ rank: 10, endReason: null });
  provider.knows(reference, [captured(money(50_000n, "BDT"), `charge-${reference}`)]);
  await confirmPayment(ctx, { paymentId, cause: "poller" });
  expect(await attempt(paymentId)).toMatchObject({ rank: 40, endReason: null });
});

test("an attempt whose opening was uncertain is asked about as well, and then expires", async () => {
  const past = hoursAgo(25);
  provider.willOpen("unknown");
  const { token } = await promiseGift(past);
  await expect(openPage(past, { token, totalMinor: 50_000n, key: "" })).rejects.toThrow(/does not answer/);
  const { id } = await ctx.db.prisma.payment.findFirstOrThrow({ where: { pledge: { token } } });
  expect(await attempt(id)).toMatchObject({ rank: 0, abandonedAt: expect.any(Date) });
  await pollSilent(ctx);
  expect(await attempt(id)).toMatchObject({ rank: 30, endReason: "expired" });
});

test("money that comes after the expiry still counts, once", async () => {
  const campaign = await createTestCampaign(ctx.db);
  const { paymentId, token } = await openedHoursAgo(30, campaign);
  await confirmPayment(ctx, { paymentId, cause: "poller" });
  expect(await attempt(paymentId)).toMatchObject({ rank: 30, endReason: "expired" });

  provider.knows(referenceOf(paymentId), [captured(money(50_000n, "BDT"), "charge-after-expiry")]);
  await confirmPayment(ctx, { paymentId, cause: "poller" });
  await confirmPayment(ctx, { paymentId, cause: "webhook" });
  await settleConsumers(ctx);
  expect(await getTotals(ctx, { slug: campaign.slug })).toMatchObject({
    raisedMinor: "50000",
    giftCount: 1,
  });
  expect(await getGift(ctx, { token, ask: false })).toMatchObject({ truth: "received", status: "completed" });
});

test("an end that is known already is not told again, and leaves no news, on every later question", async () => {
  const { paymentId, reference } = await openedHoursAgo(30);
  provider.knows(reference, [ended("cancelled")]);
  await confirmPayment(ctx, { paymentId, cause: "poller" });
  provider.knows(reference, []);
  await confirmPayment(ctx, { paymentId, cause: "poller" });
  expect(await attempt(paymentId)).toMatchObject({ endReason: "cancelled" });
  expect(await ctx.db.prisma.paymentNews.count({ where: { paymentId } })).toBe(0);
});
