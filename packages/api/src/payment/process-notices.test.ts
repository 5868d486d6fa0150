import { sql } from "@careforall/db/client";
import { leaseNotices, renewNotices } from "@careforall/db/inbox";
import { money } from "@careforall/domain/money";
import type { PaymentProvider } from "@careforall/domain/payment";
import { afterAll, expect, test } from "vitest";
import { captured, createTestContext, noticeAbout, openPage, promiseGift } from "../testing/index.ts";
import { processNotices, receiveNotice } from "./index.ts";

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

async function payAndTell(): Promise<string> {
  const { reference, totalMinor, paymentId } = await openPage(bench, await promiseGift(bench));
  provider.knows(reference, [captured(money(totalMinor, "BDT"), `charge-${reference}`)]);
  await receiveNotice(ctx, "sslcommerz", noticeAbout(reference));
  return paymentId;
}
const isPosted = async (paymentId: string) =>
  (await ctx.db.prisma.ledgerPosting.count({ where: { paymentId } })) === 1;
/** As if so much time had passed. */
const endLeases = () =>
  ctx.db.query(sql`update inbox set next_try_at = now() - interval '1 second' where processed_at is null`);
const isHeld = async () =>
  (await ctx.db.prisma.inbox.count({ where: { processedAt: null, nextTryAt: { gt: new Date() } } })) > 0;

test("a notification of a worker that died is taken by another when its lease is over, and not before", async () => {
  const paymentId = await payAndTell();
  expect(await leaseNotices(ctx.db, 20, 10_000)).toHaveLength(1); // and this worker dies
  expect(await processNotices(ctx)).toBe(0);
  await endLeases();
  expect(await processNotices(ctx)).toBe(1);
  expect(await isPosted(paymentId)).toBe(true);
});

test("while a slow provider thinks, the worker keeps its notification for itself", async () => {
  const paymentId = await payAndTell();
  let answer = (): void => undefined;
  const mayAnswer = new Promise<void>((resolve) => (answer = resolve));
  const slow: PaymentProvider = {
    name: provider.name,
    methods: provider.methods,
    pageOrigins: provider.pageOrigins,
    readNotice: (request) => provider.readNotice(request),
    startCheckout: (request) => provider.startCheckout(request),
    askPayment: async (question) => {
      await mayAnswer;
      return provider.askPayment(question);
    },
  };
  const working = processNotices({ ...ctx, providers: new Map([[slow.name, slow]]) });
  await expect.poll(isHeld).toBe(true);
  await endLeases();
  await expect.poll(isHeld, { timeout: 10_000 }).toBe(true);
  expect(await processNotices(ctx)).toBe(0);
  answer();
  expect(await working).toBe(1);
  expect(await isPosted(paymentId)).toBe(true);
});

test("whoever wakes up late renews nothing that another has taken since", async () => {
  const paymentId = await payAndTell();
  const late = await leaseNotices(ctx.db, 20, 10_000);
  await endLeases();
  await leaseNotices(ctx.db, 20, 10_000);
  await endLeases();
  await renewNotices(ctx.db, late, 10_000);
  expect(await isHeld()).toBe(false);
  expect(await processNotices(ctx)).toBe(1);
  expect(await isPosted(paymentId)).toBe(true);
});
