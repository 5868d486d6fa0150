import { afterAll, beforeAll, expect, test } from "vitest";
import { settleConsumers } from "../outbox/index.ts";
import { watchTotals, type Totals } from "../campaign/index.ts";
import {
  createRedisServer,
  createTestCampaign,
  createTestContext,
  giveGift,
  type RedisServer,
} from "../testing/index.ts";
import { createLiveSource } from "./live-source.ts";
import { LiveHub } from "./hub.ts";
import { postgresSource } from "./postgres-source.ts";
import { bridgeToRedis } from "./redis-source.ts";
import { TotalsCache } from "./totals-cache.ts";

const bench = await createTestContext();
const { ctx } = bench;
let redis: RedisServer;
const ignore = (): void => undefined;

/** Installing the server may take as long as the package manager does. */
beforeAll(async () => {
  redis = await createRedisServer();
  await redis.start();
}, 180_000);
afterAll(async () => {
  await redis.remove();
  await bench.drop();
});

const hubOf = (redisUrl: string | null) =>
  new LiveHub(createLiveSource({ redisUrl, database: { url: ctx.db.url } }, ignore));

/** Follows a campaign; `upTo` resolves when so many gifts are shown. */
async function follow(hub: LiveHub, slug: string) {
  const leaving = new AbortController();
  const seen: Totals[] = [];
  const reader = { hub, totals: new TotalsCache(ctx.db, hub) };
  const reading = (async () => {
    for await (const totals of watchTotals(reader, { slug }, leaving.signal)) seen.push(totals);
  })();
  await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(1);
  return {
    seen,
    upTo: (gifts: number) => expect.poll(() => seen.at(-1)?.giftCount, { timeout: 15_000 }).toBe(gifts),
    leave: async () => {
      leaving.abort();
      await reading;
    },
  };
}

const giveTo = async (campaign: Awaited<ReturnType<typeof createTestCampaign>>): Promise<void> => {
  await giveGift({ ...bench, campaign });
  await settleConsumers(ctx);
};

test("a page sees each change once, starting from a snapshot, and leaves without a trace", async () => {
  const hub = hubOf(null);
  const campaign = await createTestCampaign(ctx.db);
  const page = await follow(hub, campaign.slug);
  await giveTo(campaign);
  await page.upTo(1);
  // The gift and its donor are counted by two events; a page that is told of both at once sees one step.
  const versions = page.seen.map(({ version }) => version);
  expect(versions[0]).toBe(0);
  expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
  expect(hub.watchers).toBe(1);
  await page.leave();
  expect(hub.watchers).toBe(0);
  await hub.stop();
});

test("another campaign's gift wakes nobody here", async () => {
  const hub = hubOf(null);
  const [mine, other] = [await createTestCampaign(ctx.db), await createTestCampaign(ctx.db)];
  const page = await follow(hub, mine.slug);
  await giveTo(other);
  await giveTo(mine);
  await page.upTo(1);
  // The start, the money and the person, of whom two folds tell; nothing of the other campaign.
  const told = page.seen.map(({ giftCount, donorCount }) => giftCount + donorCount);
  expect(told.slice(0, 1)).toEqual([0]);
  expect(told).toEqual([...new Set(told)].toSorted());
  await page.leave();
  await hub.stop();
});

test("after the connection to the database was cut, the page gets what it missed", async () => {
  const hub = hubOf(null);
  const campaign = await createTestCampaign(ctx.db);
  const page = await follow(hub, campaign.slug);
  await ctx.db.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'careforall listen' and datname = current_database()",
  );
  await giveTo(campaign);
  await page.upTo(1);
  expect(page.seen.at(-1)?.raisedMinor).toBe("50000");
  await page.leave();
  await hub.stop();
});

test("stopping the hub ends every page", async () => {
  const hub = hubOf(null);
  const campaign = await createTestCampaign(ctx.db);
  const page = await follow(hub, campaign.slug);
  await hub.stop();
  await page.leave();
  expect(hub.watchers).toBe(0);
});

test("with Redis, changes come by way of Redis; while it is away, from the database; and again from Redis", async () => {
  const bridge = bridgeToRedis(redis.url, postgresSource(ctx.db.url, ignore), ignore);
  await bridge.start();
  const hub = hubOf(redis.url);
  const campaign = await createTestCampaign(ctx.db);
  const page = await follow(hub, campaign.slug);
  await giveTo(campaign);
  await page.upTo(1);
  await redis.stop();
  await giveTo(campaign);
  await page.upTo(2);
  await redis.start();
  await giveTo(campaign);
  await page.upTo(3);
  expect(page.seen.at(-1)?.raisedMinor).toBe("150000");
  await page.leave();
  await hub.stop();
  await bridge.stop();
}, 60_000);
