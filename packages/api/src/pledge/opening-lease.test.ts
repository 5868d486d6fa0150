import { sql } from "@careforall/db/client";
import { money } from "@careforall/domain/money";
import { AppError } from "@careforall/domain/shared";
import { afterAll, beforeEach, expect, test } from "vitest";
import { confirmPayment } from "../payment/index.ts";
import { captured, createTestContext, promiseGift } from "../testing/index.ts";
import { checkoutPledge } from "./checkout-pledge.ts";
import { getGift } from "./get-gift.ts";

// A web dies, freezes or waits while the provider opens the donor's page.

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

const start = provider.startCheckout.bind(provider);
beforeEach(() => void (provider.startCheckout = start));

const attemptsOf = (token: string) =>
  ctx.db.prisma.payment.findMany({ where: { pledge: { token } }, orderBy: { attempt: "asc" } });
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no refusal",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const click = (token: string) => checkoutPledge(ctx, { token, method: "bkash" });
const isHeld = async (token: string) => {
  const [attempt] = await attemptsOf(token);
  return (attempt?.openingUntil?.getTime() ?? 0) > Date.now();
};
/** As if so much time had passed. */
const endLease = (token: string) =>
  ctx.db.query(
    sql`update payment set opening_until = now() - interval '1 second'
        where pledge_id = (select id from pledge where token = ${token}) and redirect_url is null`,
  );

/** A first click whose page the provider opens when it is told to. */
async function clickThatWaits() {
  const { token } = await promiseGift(bench);
  let open = (): void => undefined;
  const mayOpen = new Promise<void>((resolve) => (open = resolve));
  provider.startCheckout = async (request) => {
    provider.startCheckout = start;
    const answer = await start(request);
    await mayOpen;
    return answer;
  };
  const first = click(token);
  await expect.poll(() => isHeld(token)).toBe(true);
  return { token, first, open };
}

test("while the provider thinks, the first click keeps its attempt, and its page is everybody's", async () => {
  const { token, first, open } = await clickThatWaits();
  await endLease(token);
  await expect.poll(() => isHeld(token), { timeout: 10_000 }).toBe(true); // renewed
  expect(await codeOf(click(token))).toBe("payment.checkout_in_flight");
  open();
  const { redirectUrl } = await first;
  expect(await click(token)).toEqual({ redirectUrl, attempt: 1 });
});

test("when its web is silent, the next click opens another page, and nobody learns the address of a page that comes late", async () => {
  const { token, first, open } = await clickThatWaits();
  await endLease(token);
  const second = await click(token);
  expect(second.attempt).toBe(2);
  open();
  expect(await codeOf(first)).toBe("payment.page_too_late");
  expect((await attemptsOf(token)).map(({ endReason, rank }) => [endReason, rank])).toEqual([
    ["expired", 30],
    [null, 10],
  ]);
  expect(await click(token)).toEqual(second);
  expect(await getGift(ctx, { token })).toMatchObject({ attempts: 2, truth: "being_confirmed" });
});

test("money that came by a late page all the same is the gift, and no other page takes more", async () => {
  const { token, first, open } = await clickThatWaits();
  await endLease(token);
  await click(token);
  open();
  await codeOf(first);
  const [late] = await attemptsOf(token);
  provider.knows(provider.requests.at(-2)?.reference ?? "", [
    captured(money(50_000n, "BDT"), "charge-of-a-late-page"),
  ]);
  await confirmPayment(ctx, { paymentId: late?.id ?? "", cause: "test" });
  expect(await getGift(ctx, { token })).toMatchObject({ truth: "received" });
  expect(await codeOf(click(token))).toBe("pledge.already_paid");
});
