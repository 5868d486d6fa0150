import { sql } from "@careforall/db/client";
import { money } from "@careforall/domain/money";
import { afterAll, expect, test } from "vitest";
import { captured, createTestContext, openPage, promiseGift } from "../testing/index.ts";
import { applySignals } from "./apply-signals.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(bench.drop);

const waiting = async () =>
  (
    await ctx.db.query(
      sql`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  ).length;

test("news that comes while the same news is being written waits for it, and finds nothing to do", async () => {
  const { paymentId, totalMinor } = await openPage(bench, await promiseGift(bench));
  const signals = [captured(money(totalMinor, "BDT"), "charge-1")];
  const holder = await ctx.db.pool.connect();
  // The first has written facts, history and posting, and waits here to write its event.
  await holder.query("begin; lock table outbox in exclusive mode");
  const first = applySignals(ctx, { paymentId, signals, cause: "webhook", evidence: null });
  await expect.poll(waiting, { interval: 20 }).toBe(1);
  const second = applySignals(ctx, { paymentId, signals, cause: "poller", evidence: null });
  await expect.poll(waiting, { interval: 20 }).toBe(2);
  await holder.query("rollback");
  holder.release();
  expect([await first, await second]).toEqual(["moved", "ignored"]);
  expect(await ctx.db.prisma.ledgerPosting.count({ where: { paymentId } })).toBe(1);
});
