import { createDb } from "@careforall/db/client";
import { afterAll, expect, test } from "vitest";
import { getCampaign, listCampaigns, listDonations, listTopCampaigns } from "../campaign/index.ts";
import { getPlatformStatistics } from "../statistics/index.ts";
import { createTestContext, promiseGift } from "../testing/index.ts";
import { gatheredRead } from "./index.ts";

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

test("what is gathered is read after everybody has asked, once, and again for who asks while it is under way", async () => {
  const told: string[] = [];
  const answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const ask = (name: string) => {
    told.push(`${name} asks`);
    return gatheredRead(db, "test", "the same", () => {
      told.push("it is read");
      return (
        answers[told.filter((line) => line === "it is read").length - 1]?.promise ??
        Promise.reject(new Error())
      );
    });
  };
  const early = [ask("Salma"), ask("Karim")];
  await expect.poll(() => told).toEqual(["Salma asks", "Karim asks", "it is read"]);
  const late = ask("Rina");
  await expect
    .poll(() => told)
    .toEqual(["Salma asks", "Karim asks", "it is read", "Rina asks", "it is read"]);
  // The first read hangs; the second is not held up by it.
  answers[1]?.resolve("as of later");
  expect(await late).toBe("as of later");
  answers[0]?.resolve("as of then");
  expect(await Promise.all(early)).toEqual(["as of then", "as of then"]);
});

test("ten who promise at once cost one read of their campaign and ten writes", async () => {
  const promise = () => promiseGift({ ...bench, ctx });
  const one = await connectionsFor(promise);
  expect(one).toBe(2);
  expect(await connectionsFor(() => Promise.all(Array.from({ length: 10 }, promise)))).toBe(11);
});
