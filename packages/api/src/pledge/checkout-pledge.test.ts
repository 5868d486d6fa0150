import { afterAll, expect, test } from "vitest";
import { money } from "@careforall/domain/money";
import { AppError } from "@careforall/domain/shared";
import {
  captured,
  createTestContext,
  ended,
  holdRisky,
  openPage,
  promiseGift,
  unexpected,
} from "../testing/index.ts";
import { confirmPayment } from "../payment/index.ts";
import { checkoutPledge } from "./checkout-pledge.ts";
import { getGift } from "./get-gift.ts";

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

const attemptsOf = (token: string) =>
  ctx.db.prisma.payment.findMany({ where: { pledge: { token } }, orderBy: { attempt: "asc" } });
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no refusal",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const bdt = (amount: bigint) => money(amount, "BDT");

test("ten clicks at once open one page at the provider", async () => {
  const { token } = await promiseGift(bench);
  const before = provider.calls.startCheckout;
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => checkoutPledge(ctx, { token, method: "bkash" })),
  );
  expect(new Set(answers.map(({ redirectUrl }) => redirectUrl)).size).toBe(1);
  expect(provider.calls.startCheckout - before).toBe(1);
  expect(await attemptsOf(token)).toHaveLength(1);
});

test("the attempt exists before the provider is called, under the reference that the provider gets", async () => {
  const opened = await openPage(bench, await promiseGift(bench));
  expect(provider.requests.at(-1)).toMatchObject({
    reference: opened.reference,
    amount: bdt(50_000n),
    returnUrl: `http://localhost:3000/api/payments/sslcommerz/return/${opened.token}`,
  });
  expect(opened.reference).toHaveLength(26);
});

test("after a refused payment the same pledge gets a second attempt", async () => {
  const first = await openPage(bench, await promiseGift(bench));
  provider.knows(first.reference, [ended("failed")]);
  await confirmPayment(ctx, { paymentId: first.paymentId, cause: "test" });
  expect(await getGift(ctx, { token: first.token })).toMatchObject({ truth: "not_charged", mayRetry: true });

  const second = await openPage(bench, first, "nagad");
  expect(second.attempt).toBe(2);
  provider.knows(second.reference, [captured(bdt(50_000n), `charge-${second.reference}`)]);
  await confirmPayment(ctx, { paymentId: second.paymentId, cause: "test" });
  expect(await getGift(ctx, { token: first.token })).toMatchObject({ truth: "received", attempts: 2 });
});

test("a paid pledge is not charged again", async () => {
  const opened = await openPage(bench, await promiseGift(bench));
  provider.knows(opened.reference, [captured(bdt(50_000n), `charge-${opened.reference}`)]);
  await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
  expect(await codeOf(checkoutPledge(ctx, { token: opened.token, method: "bkash" }))).toBe(
    "pledge.already_paid",
  );
});

test("money that is held for staff is not asked for again", async () => {
  const opened = await openPage(bench, await promiseGift(bench));
  provider.knows(opened.reference, [captured(bdt(1n), `charge-${opened.reference}`)]);
  await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
  expect(await codeOf(checkoutPledge(ctx, { token: opened.token, method: "bkash" }))).toBe(
    "pledge.already_paid",
  );
  expect(await getGift(ctx, { token: opened.token })).toMatchObject({ truth: "received", isHeld: true });
});

test("money of an earlier attempt that waits for staff is not asked for again, while a later page is open and after", async () => {
  const first = await openPage(bench, await promiseGift(bench));
  provider.knows(first.reference, [ended("failed")]);
  await confirmPayment(ctx, { paymentId: first.paymentId, cause: "test" });
  const second = await openPage(bench, first);
  await holdRisky(bench, first);
  const again = () => codeOf(checkoutPledge(ctx, { token: first.token, method: "bkash" }));
  expect(await again()).toBe("pledge.already_paid");
  provider.knows(second.reference, [ended("failed")]);
  await confirmPayment(ctx, { paymentId: second.paymentId, cause: "test" });
  expect(await again()).toBe("pledge.already_paid");
  expect(await attemptsOf(first.token)).toHaveLength(2);
});

test("while the provider's word about a payment is unclear, no second page is opened; once it is explained, the donor may go on", async () => {
  const opened = await openPage(bench, await promiseGift(bench));
  const { token } = opened;
  provider.knows(opened.reference, [unexpected("ON_THE_MOON")]);
  await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
  for (const method of ["bkash", "nagad"] as const)
    expect(await codeOf(checkoutPledge(ctx, { token, method }))).toBe("payment.under_review");
  expect(await attemptsOf(token)).toHaveLength(1);
  provider.knows(opened.reference, [ended("failed")]);
  await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "test" });
  expect((await checkoutPledge(ctx, { token, method: "nagad" })).attempt).toBe(2);
});

test("another way to pay replaces the open page, after the provider was asked about it", async () => {
  const opened = await openPage(bench, await promiseGift(bench));
  const asked = provider.calls.askPayment;
  const other = await openPage(bench, opened, "card");
  expect(provider.calls.askPayment).toBe(asked + 1);
  expect(other.attempt).toBe(2);
  expect((await attemptsOf(opened.token)).map(({ endReason }) => endReason)).toEqual(["cancelled", null]);
});

test("a page that was paid meanwhile is not replaced", async () => {
  const opened = await openPage(bench, await promiseGift(bench));
  provider.knows(opened.reference, [captured(bdt(50_000n), `charge-${opened.reference}`)]);
  expect(await codeOf(checkoutPledge(ctx, { token: opened.token, method: "card" }))).toBe(
    "pledge.already_paid",
  );
});

test("while the provider cannot be asked, no second page is opened", async () => {
  const opened = await openPage(bench, await promiseGift(bench));
  provider.isDown = true;
  expect(await codeOf(checkoutPledge(ctx, { token: opened.token, method: "card" }))).toBe(
    "provider.no_answer",
  );
  provider.isDown = false;
  expect(await attemptsOf(opened.token)).toHaveLength(1);
});

test("an opening with an unknown outcome charges nobody, and the next click opens a new attempt", async () => {
  const { token } = await promiseGift(bench);
  provider.willOpen("unknown");
  expect(await codeOf(checkoutPledge(ctx, { token, method: "bkash" }))).toBe("provider.no_answer");
  expect(await getGift(ctx, { token, ask: false })).toMatchObject({ truth: "not_charged", mayRetry: true });
  await expect(checkoutPledge(ctx, { token, method: "bkash" })).resolves.toMatchObject({ attempt: 2 });
  const [first, second] = await attemptsOf(token);
  expect(first).toMatchObject({ rank: 0, endedAt: null });
  expect(first?.abandonedAt).not.toBeNull();
  expect(second).toMatchObject({ rank: 10 });
});

test("a page that the provider refused to open ends the attempt, without a charge", async () => {
  const { token } = await promiseGift(bench);
  provider.willOpen({ outcome: "refused", reason: "Store is de-active" });
  expect(await codeOf(checkoutPledge(ctx, { token, method: "bkash" }))).toBe("provider.refused");
  expect(await getGift(ctx, { token })).toMatchObject({
    truth: "not_charged",
    endReason: "failed",
    mayRetry: true,
  });
});

test("a stranger's token is not found", async () => {
  expect(await codeOf(checkoutPledge(ctx, { token: "A".repeat(22), method: "bkash" }))).toBe(
    "pledge.not_found",
  );
});

test("a notification that overtakes the provider's own answer is not lowered by it", async () => {
  const { token } = await promiseGift(bench);
  const start = provider.startCheckout.bind(provider);
  provider.startCheckout = async (request) => {
    const answer = await start(request);
    const [payment] = await attemptsOf(token);
    provider.knows(request.reference, [captured(bdt(50_000n), `charge-${request.reference}`)]);
    await confirmPayment(ctx, { paymentId: payment?.id ?? "", cause: "webhook" });
    return answer;
  };
  await checkoutPledge(ctx, { token, method: "bkash" });
  provider.startCheckout = start;
  const [payment] = await attemptsOf(token);
  expect(payment).toMatchObject({ rank: 40 });
  expect(payment?.openedAt).not.toBeNull();
  expect(await getGift(ctx, { token })).toMatchObject({ truth: "received" });
});
