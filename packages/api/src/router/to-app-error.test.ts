import { createDb } from "@careforall/db/client";
import { afterAll, expect, test } from "vitest";
import { createTestContext } from "../testing/index.ts";
import { soonS, toAppError } from "./to-app-error.ts";

const { ctx, drop } = await createTestContext();
afterAll(drop);

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => toAppError(error),
  );

test("whoever gets no connection is told to come again, and that no repeat charges twice", async () => {
  const db = createDb(ctx.db.url, { poolMax: 1, waitingMax: 1, waitMaxMs: 500 });
  const holder = await db.pool.connect();
  const late = refusalOf(db.pool.connect());
  const full = [db.prisma.campaign.count(), db.pool.connect()].map(refusalOf);
  for (const refusal of await Promise.all([late, ...full])) {
    expect(refusal).toMatchObject({ kind: "unavailable", code: "service.busy" });
    expect(refusal?.message).toContain("you will not be charged twice");
    expect(refusal?.retryAfterS).toBeGreaterThan(0);
  }
  holder.release();
  await db.close();
});

test("whoever waits for a lock again and again in vain is told the same", async () => {
  const holder = await ctx.db.pool.connect();
  await holder.query("begin; lock table outbox in exclusive mode");
  const impatient = await ctx.db.pool.connect();
  const locking = impatient.query("begin; set local lock_timeout = 50; lock table outbox");
  expect(await refusalOf(locking)).toMatchObject({ code: "service.busy" });
  impatient.release(true);
  await holder.query("rollback");
  holder.release();
});

test("a server that is not there is told apart", async () => {
  const nowhere = new URL(ctx.db.url);
  nowhere.port = "1";
  const db = createDb(nowhere.href);
  expect(await refusalOf(db.prisma.campaign.count())).toMatchObject({ code: "service.unavailable" });
  expect(await refusalOf(db.pool.connect())).toMatchObject({ code: "service.unavailable" });
  await db.close();
});

test("those who were sent away together are not asked back together", () => {
  const times = new Set(Array.from({ length: 1_000 }, soonS));
  expect([...times].toSorted()).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
});
