import { sql } from "@careforall/db/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settleConsumers } from "../outbox/index.ts";
import { getPlatformStatistics } from "../statistics/index.ts";
import { createTestCampaign, createTestContext, giveGift, promiseGift } from "../testing/index.ts";
import { listTopCampaigns } from "./index.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(() => bench.drop());

const campaigns = new Map<string, string>();

beforeAll(async () => {
  const make = async (
    name: string,
    goalMinor: bigint,
    gifts: readonly string[],
    currency: "BDT" | "XOF" = "BDT",
  ) => {
    const campaign = await createTestCampaign(ctx.db, { goalMinor, currency });
    campaigns.set(campaign.id, name);
    for (const [nr, giftMinor] of gifts.entries()) {
      await giveGift(
        { ...bench, campaign },
        { giftMinor, donorEmail: `${name}-${nr}@example.org`, method: "card" },
      );
    }
    return campaign;
  };
  await make("rich", 100_000_000n, ["500000"]);
  await make("near", 40_000n, ["20000", "19000"]);
  await make("loved", 10_000_000n, ["10000", "10000", "10000"]);
  const over = await make("over", 1_000_000n, ["900000"]);
  await make("abroad", 1_000_000n, ["60000"], "XOF");
  await promiseGift({ ...bench, campaign: over });
  await settleConsumers(ctx);
  await ctx.db.query(sql`update campaign set status = 'expired' where id = ${over.id}`);
});

const names = async (input: Parameters<typeof listTopCampaigns>[1]) =>
  (await listTopCampaigns(ctx, input)).items
    .map(({ id }) => campaigns.get(id))
    .filter((name) => name !== undefined);

test("each order puts another campaign first; what is over is in none", async () => {
  expect(await names({ by: "raised", currency: "BDT" })).toEqual(["rich", "near", "loved"]);
  expect((await names({ by: "progress", currency: "BDT" }))[0]).toBe("near");
  expect(await names({ by: "gifts" })).toEqual(["loved", "near", "rich", "abroad"]);
  expect(await names({ by: "progress" })).toEqual(["near", "abroad", "rich", "loved"]);
  expect(await names({ by: "raised", currency: "XOF" })).toEqual(["abroad"]);
  expect(await names({ by: "raised", currency: "BDT", limit: 1 })).toEqual(["rich"]);
});

test("amounts of different currencies are never put in an order", async () => {
  await expect(listTopCampaigns(ctx, { by: "raised" })).rejects.toThrow(/name one/);
});

test("the platform says per currency what was raised, what is on its way, and how many people gave", async () => {
  const { items } = await getPlatformStatistics(ctx);
  const of = (currency: string) => items.find((item) => item.currency === currency);
  expect(of("XOF")).toMatchObject({ raisedMinor: "60000", giftCount: 1, donorCount: 1, pendingMinor: "0" });
  expect(of("BDT")).toMatchObject({ raisedMinor: "1469000", giftCount: 7, donorCount: 7 });
});
