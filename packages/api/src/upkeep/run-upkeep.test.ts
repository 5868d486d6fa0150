import { sql } from "@careforall/db/client";
import { lastInvariantRun } from "@careforall/db/upkeep";
import { readInvariants } from "@careforall/db/invariants";
import { afterAll, expect, test } from "vitest";
import { readDeepHealth, refreshGauges } from "../health/index.ts";
import { createMetrics } from "../observe/index.ts";
import { receiveNotice } from "../payment/index.ts";
import { createTestContext, giveGift, promiseGift } from "../testing/index.ts";
import { runUpkeep, UPKEEP_TASKS, type UpkeepTask } from "./index.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(bench.drop);

const HOUR_MS = 3_600_000;
const lastDay = () => ctx.db.query(sql`update upkeep_task set last_run_at = now() - interval '25 hours'`);
const task = (name: string, run: UpkeepTask["run"]): UpkeepTask => ({ name, everyMs: HOUR_MS, run });
const noted = (name: string) => ctx.db.prisma.upkeepTask.findUnique({ where: { name } });

test("everything that is due runs once in its time, whoever asks", async () => {
  expect(await runUpkeep(ctx)).toBe(UPKEEP_TASKS.length);
  expect(await runUpkeep(ctx)).toBe(0);
  await lastDay();
  const runs = await Promise.all(Array.from({ length: 4 }, () => runUpkeep(ctx)));
  expect(runs.reduce((sum, ran) => sum + ran)).toBe(UPKEEP_TASKS.length);
  expect(await ctx.db.prisma.invariantRun.count()).toBe(2);
});

test("two workers never run one task at the same time", async () => {
  let running = 0;
  let most = 0;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const slow = task("slow", async () => {
    most = Math.max(most, ++running);
    await held;
    running -= 1;
    return 1;
  });
  const first = runUpkeep(ctx, { tasks: [slow] });
  await expect.poll(() => running).toBe(1);
  expect(await runUpkeep(ctx, { tasks: [slow] })).toBe(0);
  release();
  expect(await first).toBe(1);
  expect(most).toBe(1);
});

test("a task that fails is noted, does not stop the others, and comes again", async () => {
  const bad = task("bad", () => Promise.reject(new Error("no room on the disk")));
  const good = task("good", () => Promise.resolve(7));
  expect(await runUpkeep(ctx, { tasks: [bad, good] })).toBe(2);
  expect(await noted("bad")).toMatchObject({ lastError: "no room on the disk", done: 0 });
  expect(await noted("good")).toMatchObject({ lastError: null, done: 7 });
  await lastDay();
  expect(await runUpkeep(ctx, { tasks: [bad] })).toBe(1);
});

test("a run that is cut off by the end of the process is due again", async () => {
  await lastDay();
  const before = await ctx.db.prisma.invariantRun.count();
  const ending = new AbortController();
  const cut = task("cut", () => {
    ending.abort();
    return Promise.resolve(0);
  });
  await runUpkeep(ctx, { tasks: [cut, ...UPKEEP_TASKS], signal: ending.signal });
  expect(await noted("cut")).toBeNull();
  expect(await ctx.db.prisma.invariantRun.count()).toBe(before);
  expect(await runUpkeep(ctx)).toBe(UPKEEP_TASKS.length);
});

test("every invariant has a metric, and a broken one is counted there and named in deep health", async () => {
  const gauges = createMetrics();
  await lastDay();
  await runUpkeep(ctx);
  await refreshGauges(ctx, gauges);
  const ids = (await gauges.invariantViolations.get()).values.map(({ labels }) => labels.id);
  // I-32 is about the queue's own tables, which a database may lack.
  const everywhere = readInvariants().filter(({ needs }) => needs === null);
  expect(ids).toEqual(expect.arrayContaining(everywhere.map(({ id }) => id)));
  expect((await readDeepHealth(ctx)).invariants).toMatchObject({ violations: {} });

  await ctx.db.query(
    sql`insert into idempotency_key (scope, key, request_hash, created_at)
        values ('test', 'stuck', repeat('0', 64), now())`,
  );
  await lastDay();
  await runUpkeep(ctx);
  await ctx.db.query(sql`delete from idempotency_key where key = 'stuck'`);
  await refreshGauges(ctx, gauges);
  expect(await gauges.registry.metrics()).toMatch(/^careforall_invariant_violations\{id="I-23"\} 1$/m);
  expect(await gauges.registry.metrics()).toMatch(/^careforall_invariant_violations\{id="I-01"\} 0$/m);
  const health = await readDeepHealth(ctx);
  expect(health.invariants?.violations).toEqual({ "I-23": 1 });
  expect(health.upkeep.map(({ name }) => name)).toEqual(
    expect.arrayContaining(UPKEEP_TASKS.map(({ name }) => name)),
  );
  expect((await lastInvariantRun(ctx.db))?.violations["I-23"]).toBe(1);
});

test("answers after 72 hours and forgeries after 30 days are forgotten; what the books need is kept", async () => {
  const { key } = await promiseGift(bench);
  await giveGift(bench);
  await receiveNotice(ctx, "sslcommerz", { body: "forged", contentType: null });
  await receiveNotice(ctx, "sslcommerz", { body: "forged lately", contentType: null });
  await ctx.db.query(
    sql`update idempotency_key set created_at = now() - interval '73 hours' where key = ${key}`,
  );
  await ctx.db.query(
    sql`update inbox set received_at = now() - interval '31 days', last_received_at = now() - interval '31 days'
        where body = 'forged'`,
  );
  const kept = async () => ({
    keys: await ctx.db.prisma.idempotencyKey.count(),
    rejected: await ctx.db.prisma.inbox.count({ where: { verdict: "rejected" } }),
    pledges: await ctx.db.prisma.pledge.count(),
    events: await ctx.db.prisma.outbox.count(),
    deliveries: await ctx.db.prisma.delivery.count(),
  });
  const before = await kept();
  await lastDay();
  await runUpkeep(ctx);
  expect(await kept()).toEqual({ ...before, keys: before.keys - 1, rejected: before.rejected - 1 });
});
