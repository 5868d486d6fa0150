import { type Db, sql } from "@careforall/db/client";
import { afterAll, expect, test } from "vitest";
import type { Context } from "../context/index.ts";
import { createTestContext, giveGift } from "../testing/index.ts";
import { runConsumers, settleConsumers } from "./run-consumers.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(bench.drop);

/** The same context, and how it has asked the database: statements by themselves, and transactions. */
function counted() {
  const asked = { statements: 0, transactions: 0 };
  const db: Db = {
    ...ctx.db,
    query: (statement) => {
      asked.statements++;
      return ctx.db.query(statement);
    },
    pool: new Proxy(ctx.db.pool, {
      get: (pool, property) => {
        if (property === "connect") asked.transactions++;
        const value: unknown = Reflect.get(pool, property, pool);
        return typeof value === "function" ? (value.bind(pool) as unknown) : value;
      },
    }),
  };
  return { asked, own: { ...ctx, db } satisfies Context };
}

const giftsCounted = async (): Promise<number> =>
  (await ctx.db.prisma.campaignTotal.findUnique({ where: { campaignId: bench.campaign.id } }))?.giftCount ??
  0;

test("what was committed before a pass is relayed and applied by it, all consumers included", async () => {
  await giveGift(bench);
  expect(await runConsumers(ctx)).toBeGreaterThan(0);
  expect(await giftsCounted()).toBe(1);
  const consumers = await ctx.db.prisma.delivery.findMany({
    distinct: ["consumer"],
    where: { doneAt: { not: null } },
  });
  expect(consumers.map(({ consumer }) => consumer).toSorted()).toEqual([
    "donations",
    "public_gifts",
    "receipt_numbers",
    "receipts",
    "totals",
  ]);
});

test("a pass that finds nothing asks once, notes how far it has seen, and opens no transaction", async () => {
  await settleConsumers(ctx);
  const before = await ctx.db.prisma.consumerProgress.findUniqueOrThrow({ where: { consumer: "totals" } });
  const { asked, own } = counted();
  expect(await runConsumers(own)).toBe(0);
  expect(asked).toEqual({ statements: 2, transactions: 0 });
  const after = await ctx.db.prisma.consumerProgress.findUniqueOrThrow({ where: { consumer: "totals" } });
  expect(after.caughtUpAt.getTime()).toBeGreaterThanOrEqual(before.caughtUpAt.getTime());
});

test("a delivery that was put off wakes its consumer when its time has come, and no other consumer", async () => {
  await giveGift(bench);
  await settleConsumers(ctx);
  await ctx.db.query(
    sql`update delivery set done_at = null, next_try_at = now() + interval '1 hour'
        where consumer = 'receipts' and done_at is not null`,
  );
  const early = counted();
  expect(await runConsumers(early.own)).toBe(0);
  expect(early.asked.transactions).toBe(0);
  await ctx.db.query(sql`update delivery set next_try_at = now() where consumer = 'receipts'`);
  const { asked, own } = counted();
  expect(await runConsumers(own)).toBeGreaterThan(0);
  expect(asked.transactions).toBe(1);
});
