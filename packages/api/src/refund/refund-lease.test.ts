import { sql } from "@careforall/db/client";
import { renewRefund } from "@careforall/db/refund";
import { afterAll, expect, test, vi } from "vitest";
import { createTestContext, giveBack, giveGift } from "../testing/index.ts";
import { listRefunds, pollRefunds } from "./index.ts";

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

/** As if so much time had passed. */
const endLeases = () =>
  ctx.db.query(
    sql`update refund set next_try_at = now() - interval '1 second' where confirmed_at is null and failed_at is null`,
  );
const isHeld = async () =>
  (await ctx.db.prisma.refund.count({ where: { nextTryAt: { gt: new Date() } } })) > 0;

test("while a slow provider thinks, whoever ordered the refund keeps it; one that died keeps it no longer than a lease", async () => {
  const gift = await giveGift(bench);
  let answer = (): void => undefined;
  const mayAnswer = new Promise<void>((resolve) => (answer = resolve));
  const refund = provider.refund.bind(provider);
  const slow = vi.spyOn(provider, "refund").mockImplementationOnce(async (request) => {
    await mayAnswer;
    return refund(request);
  });
  const ordering = giveBack(bench, gift, 500n);
  await expect.poll(isHeld).toBe(true);
  await endLeases();
  await expect.poll(isHeld, { timeout: 10_000 }).toBe(true);
  expect(await pollRefunds(ctx)).toBe(0);
  answer();
  expect(await ordering).toMatchObject({ state: "accepted" });
  expect(slow).toHaveBeenCalledTimes(1);
  expect(await listRefunds(ctx, gift.paymentId)).toHaveLength(1);
});

test("a renewal that comes late changes neither when the provider is asked next nor a refund that is decided", async () => {
  const { id } = await giveBack(bench, await giveGift(bench), 500n);
  const nextTryAt = new Date(Date.now() + 3_600_000);
  const refunds = ctx.db.prisma.refund;
  await refunds.update({ where: { id }, data: { nextTryAt } });
  await renewRefund(ctx.db, id, 10_000);
  expect(await refunds.findUniqueOrThrow({ where: { id } })).toMatchObject({ nextTryAt });
  await refunds.update({ where: { id }, data: { nextTryAt: null } });
  await renewRefund(ctx.db, id, 10_000);
  expect(await refunds.findUniqueOrThrow({ where: { id } })).toMatchObject({ nextTryAt: null });
});
