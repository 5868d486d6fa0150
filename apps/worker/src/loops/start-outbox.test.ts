import { createWaker } from "@careforall/api/context";
import { createTestContext, giveGift } from "@careforall/api/testing";
import { sql, withTransaction } from "@careforall/db/client";
import { lockDonations } from "@careforall/db/donor";
import { afterAll, expect, test } from "vitest";
import { startOutbox } from "./start-outbox.ts";

const bench = await createTestContext();
afterAll(bench.drop);
const ctx = { ...bench.ctx, wake: createWaker(bench.ctx.db, () => undefined) };

const giftsCounted = async () =>
  (await ctx.db.prisma.campaignTotal.findUnique({ where: { campaignId: bench.campaign.id } }))?.giftCount ??
  0;
const giftsKept = () => ctx.db.prisma.donation.count({ where: { status: "completed" } });

test("a consumer that stands still holds up no total, and goes on by itself", async () => {
  const outbox = startOutbox(ctx);
  await withTransaction(ctx.db, async (tx) => {
    // However slow the machine: this lock is let go by us.
    await tx.query(sql`set local idle_in_transaction_session_timeout = 0`);
    await lockDonations(tx);
    for (const gifts of [1, 2]) {
      await giveGift({ ...bench, ctx });
      await expect.poll(giftsCounted, { timeout: 10_000 }).toBe(gifts);
    }
    expect(await giftsKept()).toBe(0);
  });
  await expect.poll(giftsKept, { timeout: 20_000 }).toBe(2);
  await outbox.stop();
});
