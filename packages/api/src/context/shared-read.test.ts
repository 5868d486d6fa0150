import { createDb } from "@careforall/db/client";
import { afterAll, expect, test } from "vitest";
import { getCampaign, listCampaigns, listDonations, listTopCampaigns } from "../campaign/index.ts";
import { getPlatformStatistics } from "../statistics/index.ts";
import { createTestContext } from "../testing/index.ts";

const bench = await createTestContext();
const { slug } = bench.campaign;
// A queue that a thousand separate readers would overflow many times.
const db = createDb(bench.ctx.db.url, { poolMax: 2, waitingMax: 10 });
const ctx = { ...bench.ctx, db };
afterAll(async () => {
  await db.close();
  await bench.drop();
});

/** How often a connection was handed out while `work` ran. */
async function connectionsFor(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const onAcquire = (): void => void (count += 1);
  db.pool.on("acquire", onAcquire);
  await work();
  db.pool.off("acquire", onAcquire);
  return count;
}

const QUESTIONS: [name: string, ask: () => Promise<unknown>][] = [
  ["a campaign", () => getCampaign(ctx, { slug })],
  ["its gifts", () => listDonations(ctx, { slug })],
  ["the campaigns", () => listCampaigns(ctx, { q: "a" })],
  ["the top campaigns", () => listTopCampaigns(ctx, { by: "gifts" })],
  ["the statistics", () => getPlatformStatistics(ctx)],
];

test.each(QUESTIONS)(
  "a thousand who ask for %s at once cost what one does, and get one answer",
  async (_name, ask) => {
    const one = await connectionsFor(ask);
    expect(one).toBeGreaterThan(0);
    const answers = new Set<unknown>();
    const many = await connectionsFor(async () => {
      for (const answer of await Promise.all(Array.from({ length: 1_000 }, ask))) answers.add(answer);
    });
    expect([many, answers.size]).toEqual([one, 1]);
  },
);

test("who asks for something else, or later, gets an answer of his own", async () => {
  const asks = [getCampaign(ctx, { slug }), getCampaign(ctx, { slug, locale: "bn" })];
  const [english, bangla] = await Promise.all(asks);
  expect(await getCampaign(ctx, { slug })).not.toBe(english);
  expect(bangla).not.toBe(english);
});

test("a failure is shared as well, each who shares it is known to have got no connection, and the next may succeed", async () => {
  const refusals: string[] = [];
  const crowded = createDb(bench.ctx.db.url, {
    poolMax: 1,
    waitingMax: 1,
    onRefused: (why) => refusals.push(why),
  });
  const holder = await crowded.pool.connect();
  const waiting = crowded.pool.query("select 1");
  const ask = () => listTopCampaigns({ ...ctx, db: crowded }, { by: "gifts" });
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, ask));
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(["rejected"]));
  expect(refusals).toEqual(Array(100).fill("full"));
  holder.release();
  await waiting;
  expect(await ask()).toMatchObject({ next: null });
  await crowded.close();
});
