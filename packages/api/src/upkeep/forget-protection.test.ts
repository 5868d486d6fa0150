import { createLimitPool } from "@careforall/db/limit";
import { noteIncident } from "@careforall/db/shield";
import { INCIDENTS_KEPT_DAYS } from "@careforall/domain/shield";
import { afterAll, expect, test } from "vitest";
import { guardedCheckout } from "../shield/index.ts";
import { createTestContext, noLimits, promiseGift } from "../testing/index.ts";
import { TRIES_KEPT_HOURS, UPKEEP_TASKS } from "./tasks.ts";

const bench = await createTestContext();
const { ctx, campaign } = bench;
const pool = createLimitPool(ctx.db.url);
afterAll(async () => {
  await pool.end();
  await bench.drop();
});

const run = (name: string): Promise<number> | undefined =>
  UPKEEP_TASKS.find((task) => task.name === name)?.run(ctx, new AbortController().signal);

test("who tried to pay is forgotten after two days, what looked like card testing after four months", async () => {
  const asker = {
    clientAddress: "203.0.113.1",
    device: null,
    readCaller: () => Promise.resolve(null),
    limits: noLimits,
  };
  for (const hours of [0, TRIES_KEPT_HOURS - 1, TRIES_KEPT_HOURS + 1]) {
    const { token } = await promiseGift(bench);
    await guardedCheckout({ ...ctx, ...asker }, { token, method: "bkash" });
    await pool.query(
      "update giving_try set at = now() - make_interval(hours => $1), passed_at = null, passed_by = null where pledge_id = (select id from pledge where token = $2)",
      [hours, token],
    );
  }
  expect(await run("giving_tries")).toBe(1);
  expect(await ctx.db.prisma.givingTry.count()).toBe(2);

  const incident = { scope: "campaign", kind: "tries", action: "noted", tries: 31, declines: 0 } as const;
  for (const key of ["old", "young"])
    await noteIncident(ctx.db, { ...incident, key, campaignId: campaign.id });
  await pool.query(
    "update giving_incident set first_at = first_at - make_interval(days => $1), last_at = last_at - make_interval(days => $1) where key = 'old'",
    [INCIDENTS_KEPT_DAYS + 1],
  );
  expect(await run("giving_incidents")).toBe(1);
  expect((await ctx.db.prisma.givingIncident.findMany()).map(({ key }) => key)).toEqual(["young"]);
});

test("counts of requests are forgotten an hour after their window, and never one that still counts", async () => {
  const hourMs = 3_600_000;
  const rows = {
    over: Date.now() - 2 * hourMs,
    lately: Date.now() - hourMs / 2,
    counting: Date.now() + hourMs,
  };
  for (const [key, expire] of Object.entries(rows))
    await pool.query("insert into rate_limit (key, points, expire) values ($1, 1, $2)", [key, expire]);
  expect(await run("rate_limits")).toBe(1);
  expect((await ctx.db.prisma.rateLimit.findMany()).map(({ key }) => key).toSorted()).toEqual([
    "counting",
    "lately",
  ]);
});
