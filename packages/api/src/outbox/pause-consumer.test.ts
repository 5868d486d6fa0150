import { sql } from "@careforall/db/client";
import { checkInvariants } from "@careforall/db/invariants";
import { afterAll, expect, test } from "vitest";
import { getTotals } from "../campaign/index.ts";
import { readDeepHealth, refreshGauges } from "../health/index.ts";
import { createTestContext, giveGift } from "../testing/index.ts";
import { pauseConsumer, resumeConsumer, runConsumers, settleConsumers } from "./index.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(bench.drop);

const who = "rina";
const pause = () => pauseConsumer(ctx, { consumer: "donations", who, reason: "a test" });
const resume = () => resumeConsumer(ctx, { consumer: "donations", who });
const waiting = () => ctx.db.prisma.delivery.count({ where: { consumer: "donations", doneAt: null } });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );

const rowsOf = async (invariant: string): Promise<number> =>
  (await checkInvariants(ctx.db)).find(({ id }) => id === invariant)?.rows ?? -1;
/** Whether anybody is accused of deliveries that nobody applies. */
const accused = () => rowsOf("I-41");
/** Whether anybody is accused of deliveries that were applied while nobody should. */
const disobeyed = () => rowsOf("I-83");

const measured = async (): Promise<number | undefined> => {
  await refreshGauges(ctx, ctx.metrics);
  const { values } = await ctx.metrics.consumerPaused.get();
  return values.find(({ labels }) => labels.consumer === "donations")?.value;
};

test("a consumer that is stopped claims nothing, is accused of nothing, and applies all of it when it goes on", async () => {
  await pause();
  await giveGift(bench);
  await settleConsumers(ctx);
  const left = await waiting();
  expect(left).toBeGreaterThan(0);
  expect(await runConsumers(ctx)).toBe(0);
  // The others have done theirs.
  expect(await ctx.db.prisma.delivery.count({ where: { doneAt: null } })).toBe(left);

  await ctx.db.query(
    sql`update delivery set created_at = created_at - interval '1 hour' where done_at is null`,
  );
  expect([await accused(), await measured()]).toEqual([0, 1]);
  const { paused } = await readDeepHealth(ctx);
  expect(paused).toMatchObject([{ consumer: "donations", pausedBy: who, reason: "a test" }]);

  await resume();
  // What waits is nobody's wish any more.
  expect([await accused(), await measured()]).toEqual([left, 0]);
  await settleConsumers(ctx);
  expect([await waiting(), await accused()]).toEqual([0, 0]);
  // However long it was stopped, all of this was applied afterwards.
  await ctx.db.query(sql`update consumer_pause set paused_at = paused_at - interval '1 hour'`);
  expect(await disobeyed()).toBe(0);
  await ctx.db.query(sql`update consumer_pause set resumed_at = resumed_at + interval '1 hour'`);
  expect(await disobeyed()).toBe(left);
  await ctx.db.query(sql`update consumer_pause set resumed_at = resumed_at - interval '1 hour'`);
});

test("while counting is stopped a total is true as of no later time, though people are counted on", async () => {
  const read = () => getTotals(ctx, { slug: bench.campaign.slug });
  await settleConsumers(ctx);
  await pauseConsumer(ctx, { consumer: "totals", who, reason: "a test" });
  const before = await read();
  await giveGift(bench, { donorEmail: "new-here@example.org" });
  await settleConsumers(ctx);
  const meanwhile = await read();
  expect(meanwhile.donorCount).toBe(before.donorCount + 1);
  expect([meanwhile.asOf, meanwhile.raisedMinor]).toEqual([before.asOf, before.raisedMinor]);
  await resumeConsumer(ctx, { consumer: "totals", who });
  await settleConsumers(ctx);
  const after = await read();
  expect(Date.parse(after.asOf)).toBeGreaterThan(Date.parse(before.asOf));
  expect(after.giftCount).toBe(before.giftCount + 1);
});

test("of many who stop a consumer at once, or let it go on, one does", async () => {
  const five = (work: () => Promise<void>) => Promise.all(Array.from({ length: 5 }, () => codeOf(work())));
  const refused = (code: string) => ["done", ...Array<string>(4).fill(code)].toSorted();
  expect((await five(pause)).toSorted()).toEqual(refused("consumer.already_paused"));
  expect((await five(resume)).toSorted()).toEqual(refused("consumer.not_paused"));
});
