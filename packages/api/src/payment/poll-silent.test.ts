import { sql } from "@careforall/db/client";
import { claimSilentAttempts, renewAsking } from "@careforall/db/payment";
import { money } from "@careforall/domain/money";
import { afterAll, expect, test, vi } from "vitest";
import { captured, createTestContext, openPage, promiseGift } from "../testing/index.ts";
import { pollSilent } from "./poll-silent.ts";

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

async function payUntold() {
  const { reference, totalMinor, paymentId } = await openPage(bench, await promiseGift(bench));
  provider.knows(reference, [captured(money(totalMinor, "BDT"), `charge-${reference}`)]);
  await beSilent();
  return paymentId;
}
/** As if so much time had passed. */
const beSilent = () =>
  ctx.db.query(sql`update payment set next_ask_at = now() - interval '1 second' where rank < 40`);
const attempt = (id: string) => ctx.db.prisma.payment.findUniqueOrThrow({ where: { id } });
const isHeld = async (id: string) => ((await attempt(id)).nextAskAt ?? new Date(0)) > new Date();

test("an attempt of a worker that died is asked about by another when its lease is over, and not before", async () => {
  const paymentId = await payUntold();
  expect(await claimSilentAttempts(ctx.db, 20, 10_000)).toHaveLength(1); // and this worker dies
  expect(await pollSilent(ctx)).toBe(0);
  await beSilent();
  expect(await pollSilent(ctx)).toBe(1);
  expect(await attempt(paymentId)).toMatchObject({ rank: 40 });
});

test("while a slow provider thinks, the worker keeps its attempt for itself", async () => {
  const paymentId = await payUntold();
  let answer = (): void => undefined;
  const mayAnswer = new Promise<void>((resolve) => (answer = resolve));
  const askPayment = provider.askPayment.bind(provider);
  vi.spyOn(provider, "askPayment").mockImplementationOnce(async (question) => {
    await mayAnswer;
    return askPayment(question);
  });
  const working = pollSilent(ctx);
  await expect.poll(() => isHeld(paymentId)).toBe(true);
  await beSilent();
  await expect.poll(() => isHeld(paymentId), { timeout: 10_000 }).toBe(true);
  expect(await pollSilent(ctx)).toBe(0);
  answer();
  expect(await working).toBe(1);
  expect(await attempt(paymentId)).toMatchObject({ rank: 40 });
});

test("a renewal that comes late does not ask again about what is known", async () => {
  const paymentId = await payUntold();
  await pollSilent(ctx);
  await renewAsking(ctx.db, paymentId, 10_000);
  expect((await attempt(paymentId)).nextAskAt).toBeNull();
});

test("whoever failed and pays on the same page untold is found within seconds, not minutes", async () => {
  const { reference, totalMinor, paymentId } = await openPage(bench, await promiseGift(bench));
  provider.knows(reference, [{ kind: "ended", reason: "failed", detail: null }]);
  await beSilent();
  await pollSilent(ctx);
  const { nextAskAt, rank } = await attempt(paymentId);
  expect(rank).toBe(30);
  expect(nextAskAt?.getTime()).toBeLessThan(Date.now() + 16_000);
  provider.knows(reference, [captured(money(totalMinor, "BDT"), `charge-${reference}`)]);
  await beSilent();
  await pollSilent(ctx);
  expect(await attempt(paymentId)).toMatchObject({ rank: 40 });
});
