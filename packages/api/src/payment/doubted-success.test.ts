import { money } from "@careforall/domain/money";
import type { ProviderSignal } from "@careforall/domain/payment";
import { AppError, referenceOf } from "@careforall/domain/shared";
import { afterAll, expect, test } from "vitest";
import { listReviews } from "../held/index.ts";
import { checkoutPledge, getGift } from "../pledge/index.ts";
import { reconcile } from "../reconciliation/index.ts";
import {
  captured,
  createTestContext,
  ended,
  expectInvariants,
  noticeAbout,
  type Opened,
  openPage,
  promiseGift,
  unexpected,
} from "../testing/index.ts";
import { endPayment } from "./apply-signals.ts";
import { confirmPayment } from "./confirm-payment.ts";
import { pollSilent } from "./poll-silent.ts";
import { processNotices } from "./process-notices.ts";
import { receiveNotice } from "./receive-notice.ts";

// A success that the provider lists and its own validation does not confirm, as the adapter tells it.

const bench = await createTestContext();
const { ctx, provider } = bench;
const { prisma } = ctx.db;
afterAll(bench.drop);

const HOUR_MS = 3_600_000;
const WORD = "VALID, but its validation does not confirm it";
const doubt = unexpected(WORD);
const pending: ProviderSignal = { kind: "pending" };
const successOf = (reference: string) => captured(money(50_000n, "BDT"), `charge-${reference}`);

const attempt = (id: string) => prisma.payment.findUniqueOrThrow({ where: { id } });
const told = (subjectId: string) =>
  prisma.outbox.count({ where: { subjectId, type: "payment.needs_review" } });
const waiting = async () => (await listReviews(ctx, { limit: 1_000 })).rows;
const codeOf = (refused: Promise<unknown>) =>
  refused.then(
    () => "not refused",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

/** The provider says all this, and we ask. */
async function say({ reference, paymentId }: Opened, ...signals: ProviderSignal[]): Promise<void> {
  provider.knows(reference, signals);
  await confirmPayment(ctx, { paymentId, cause: "test" });
}

/** The notification about it is stored and acted on. */
async function notify(reference: string): Promise<string> {
  const { body } = noticeAbout(reference, `proof-${reference}`);
  await receiveNotice(ctx, "sslcommerz", { body, contentType: "application/json" });
  await processNotices(ctx);
  return (await prisma.inbox.findFirstOrThrow({ where: { body } })).id;
}

test("a signed notification of a success that cannot be confirmed: staff see it, the donor reads the truth, and confirmed money explains it", async () => {
  const opened = await openPage(bench, await promiseGift(bench));
  const { paymentId, reference, token } = opened;
  provider.knows(reference, [doubt]);
  const notice = await notify(reference);
  expect(await prisma.inbox.findUniqueOrThrow({ where: { id: notice } })).toMatchObject({
    outcome: "moved",
    processedAt: expect.any(Date),
  });
  expect((await waiting()).filter(({ id }) => id === paymentId)).toMatchObject([
    { what: "attempt", kind: "needs_review", detail: WORD },
  ]);
  expect(await getGift(ctx, { token, ask: false })).toMatchObject({ truth: "unknown", mayRetry: false });
  expect(await attempt(paymentId)).toMatchObject({
    rank: 10,
    askFailedAt: null,
    nextAskAt: expect.any(Date),
  });

  // We keep asking; the same doubt is told once.
  await prisma.payment.update({ where: { id: paymentId }, data: { nextAskAt: new Date() } });
  const asked = provider.calls.askPayment;
  await pollSilent(ctx);
  expect(provider.calls.askPayment).toBeGreaterThan(asked);
  expect(await told(paymentId)).toBe(1);

  await say(opened, successOf(reference));
  expect((await waiting()).map(({ id }) => id)).not.toContain(paymentId);
  expect(await getGift(ctx, { token, ask: false })).toMatchObject({ truth: "received", status: "completed" });
  await expectInvariants(ctx.db);
});

test("no time expires it, and no wish of the donor's ends it; an end of the provider's own does", async () => {
  const past = { ...bench, ctx: { ...ctx, at: new Date(Date.now() - 30 * HOUR_MS) } };
  const opened = await openPage(past, await promiseGift(past));
  const { paymentId, token } = opened;
  await say(opened, doubt);
  // Even when the provider stops speaking of the success, nobody has explained it.
  for (const signals of [[doubt], [pending], []]) {
    await say(opened, ...signals);
    await endPayment(ctx, { paymentId, reason: "expired", cause: "test" });
    expect(await codeOf(checkoutPledge(ctx, { token, method: "card" }))).toBe("payment.under_review");
    expect(await attempt(paymentId)).toMatchObject({ rank: 10, endedAt: null });
  }
  await say(opened, ended("failed"));
  expect(await attempt(paymentId)).toMatchObject({ endReason: "failed", needsReviewAt: null });
  expect((await checkoutPledge(ctx, { token, method: "card" })).attempt).toBe(2);
  await expectInvariants(ctx.db);
});

test("a doubt that comes up while the donor chooses another way to pay opens no second page", async () => {
  const opened = await openPage(bench, await promiseGift(bench));
  provider.knows(opened.reference, [doubt]);
  expect(await codeOf(checkoutPledge(ctx, { token: opened.token, method: "card" }))).toBe(
    "payment.under_review",
  );
  expect(await attempt(opened.paymentId)).toMatchObject({ rank: 10, endedAt: null });
  expect(await prisma.payment.count({ where: { pledge: { token: opened.token } } })).toBe(1);
});

test("a doubt about an earlier attempt keeps the donor from every page, until it is explained", async () => {
  const first = await openPage(bench, await promiseGift(bench));
  await say(first, ended("failed"));
  const second = await openPage(bench, first);
  await say(first, ended("failed"), doubt);
  const again = () => codeOf(checkoutPledge(ctx, { token: first.token, method: "bkash" }));
  expect(await again()).toBe("payment.under_review");
  await say(second, ended("failed"));
  expect(await again()).toBe("payment.under_review");
  await say(first, ended("failed"));
  expect((await checkoutPledge(ctx, { token: first.token, method: "bkash" })).attempt).toBe(3);
});

test("under a reference that is none of ours it is no payment: the notification stays until staff see it", async () => {
  const reference = referenceOf(ctx.newId());
  provider.knows(reference, [successOf(reference), doubt]);
  const notice = await notify(reference);
  expect(await prisma.inbox.findUniqueOrThrow({ where: { id: notice } })).toMatchObject({
    processedAt: null,
    lastError: expect.stringContaining("does not confirm it"),
  });
  // What is confirmed beside it is posted all the same, once.
  expect(await prisma.moneyException.count({ where: { providerPaymentId: `charge-${reference}` } })).toBe(1);
});

test("the reconciliation does not call a captured charge missing while the provider doubts it", async () => {
  const opened = await openPage(bench, await promiseGift(bench));
  await say(opened, successOf(opened.reference));
  provider.knows(opened.reference, [doubt]);
  const { createdAt } = await attempt(opened.paymentId);
  const run = await reconcile(ctx, {
    isDryRun: true,
    window: { from: createdAt, to: createdAt },
    trigger: "command",
    who: "rina",
    asksPerS: Infinity,
  });
  expect(run).toMatchObject({ asked: 1, silent: 1, found: 0 });
});
