import { sql } from "@careforall/db/client";
import { afterAll, expect, test } from "vitest";
import { settleConsumers } from "../outbox/index.ts";
import { createTestCampaign, createTestContext, giveGift } from "../testing/index.ts";
import { LiveHub, type LiveListener } from "./hub.ts";
import { postgresSource } from "./postgres-source.ts";
import { TotalsCache } from "./totals-cache.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(bench.drop);

/** A cache whose clock stands still and whose reads of the database are counted. The test says what is heard. */
async function scripted() {
  const campaign = await createTestCampaign(ctx.db);
  const clock = { ms: 0 };
  const reads = { count: 0, answered: 0, gate: Promise.resolve() };
  let listener: LiveListener | undefined;
  const hub = new LiveHub({
    start: async (given) => {
      listener = given;
      given.onChange(null);
    },
    stop: async () => {},
  });
  const db = {
    ...ctx.db,
    query: async <Row>(statement: ReturnType<typeof sql>) => {
      const { gate } = reads;
      reads.count++;
      const rows = await ctx.db.query<Row>(statement);
      reads.answered++;
      await gate;
      return rows;
    },
  };
  const cache = new TotalsCache(db, hub, () => clock.ms);
  await hub.start();
  return {
    campaign,
    clock,
    reads,
    cache,
    gifts: async (slug = campaign.slug) => (await cache.read(slug))?.giftCount ?? 0,
    give: async () => {
      await giveGift({ ...bench, campaign });
      await settleConsumers(ctx);
    },
    hear: (campaignId: string | null = campaign.id) => listener?.onChange(campaignId),
    lose: () => listener?.onLost(),
  };
}

test("a total is read once until its campaign is named, and is new right after that", async () => {
  const { gifts, give, hear, reads } = await scripted();
  expect([await gifts(), await gifts()]).toEqual([0, 0]);
  expect(reads.count).toBe(1);
  await give();
  expect(await gifts()).toBe(0);
  hear();
  expect([await gifts(), await gifts()]).toEqual([1, 1]);
  expect(reads.count).toBe(2);
});

test("the notification that the worker sends with a capture is what ends the old total", async () => {
  const hub = new LiveHub(postgresSource(ctx.db.url, () => undefined));
  await hub.start();
  const campaign = await createTestCampaign(ctx.db);
  const cache = new TotalsCache(ctx.db, hub, () => 0);
  const raised = async () => (await cache.read(campaign.slug))?.raisedMinor ?? 0n;
  expect(await raised()).toBe(0n);
  await giveGift({ ...bench, campaign });
  await settleConsumers(ctx);
  await expect.poll(raised, { timeout: 5_000 }).toBe(50_000n);
  await hub.stop();
});

test("another campaign's change leaves a total where it is; a change of unknown campaigns does not", async () => {
  const { gifts, give, hear } = await scripted();
  await gifts();
  await give();
  hear("00000000-0000-7000-8000-000000000000");
  expect(await gifts()).toBe(0);
  hear(null);
  expect(await gifts()).toBe(1);
});

test("while changes are not heard, every reader asks the database; afterwards nothing old is left", async () => {
  const { gifts, give, hear, lose, reads } = await scripted();
  await gifts();
  lose();
  await give();
  expect(await gifts()).toBe(1);
  await give();
  expect([await gifts(), await gifts()]).toEqual([2, 2]);
  expect(reads.count).toBe(4);
  hear(null);
  expect([await gifts(), await gifts()]).toEqual([2, 2]);
  expect(reads.count).toBe(5);
});

test("when the connection of LISTEN is cut, the cache knows it at once", async () => {
  const source = postgresSource(ctx.db.url, () => undefined);
  const lost: boolean[] = [];
  const hub = new LiveHub({
    start: ({ onChange, onLost }) =>
      source.start({
        onChange,
        // It may hear again before anybody could look from outside.
        onLost: () => {
          onLost();
          lost.push(hub.isHearing);
        },
      }),
    stop: () => source.stop(),
  });
  await hub.start();
  expect(hub.isHearing).toBe(true);
  const heard: boolean[] = [];
  hub.onChange(() => heard.push(hub.isHearing));
  await ctx.db.query(
    sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'careforall listen' and datname = current_database()`,
  );
  await expect.poll(() => heard).toEqual([true]);
  expect(lost).toEqual([false]);
  await hub.stop();
  expect(hub.isHearing).toBe(false);
});

test("a change that is heard while a total is being read is not hidden by what the read brings", async () => {
  const { gifts, give, hear, reads } = await scripted();
  const gate = Promise.withResolvers<void>();
  reads.gate = gate.promise;
  const late = gifts();
  await expect.poll(() => reads.answered).toBe(1);
  await give();
  hear();
  reads.gate = Promise.resolve();
  expect(await gifts()).toBe(1);
  gate.resolve();
  expect([await late, await gifts()]).toEqual([0, 1]);
  expect(reads.count).toBe(2);
});

test("a crowd reads a cold total once", async () => {
  const { gifts, reads } = await scripted();
  await Promise.all(Array.from({ length: 500 }, () => gifts()));
  expect(reads.count).toBe(1);
});

test("a total that nobody speaks of is read again after a second: a dead connection may go unnoticed", async () => {
  const { gifts, give, clock } = await scripted();
  await gifts();
  await give();
  clock.ms = 999;
  expect(await gifts()).toBe(0);
  clock.ms = 1_000;
  expect(await gifts()).toBe(1);
});

test("what is not there and what failed is not kept", async () => {
  const { cache, campaign, reads } = await scripted();
  expect([await cache.read("no-such-campaign"), await cache.read("no-such-campaign")]).toEqual([null, null]);
  expect(reads.count).toBe(2);
  const tooLong = "x".repeat(10) + "\u0000";
  await expect(cache.read(tooLong)).rejects.toThrow(/byte sequence/);
  await expect(cache.read(tooLong)).rejects.toThrow(/byte sequence/);
  expect(reads.count).toBe(4);
  expect((await cache.read(campaign.slug))?.id).toBe(campaign.id);
});

test("no more than a thousand campaigns are kept; the oldest goes first", async () => {
  const row = await scripted().then(({ cache, campaign }) => cache.read(campaign.slug));
  let reads = 0;
  const hub = new LiveHub({ start: async ({ onChange }) => onChange(null), stop: async () => {} });
  await hub.start();
  const db = { ...ctx.db, query: async <Row>() => (reads++, [row] as Row[]) };
  const cache = new TotalsCache(db, hub, () => 0);
  for (let i = 0; i <= 1_000; i++) await cache.read(`campaign-${i}`);
  expect(reads).toBe(1_001);
  await cache.read("campaign-1000");
  await cache.read("campaign-1");
  expect(reads).toBe(1_001);
  await cache.read("campaign-0");
  expect(reads).toBe(1_002);
});
