import { sql } from "@careforall/db/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settleConsumers } from "../outbox/index.ts";
import { createTestCampaign, createTestContext, giveGift, promiseGift } from "../testing/index.ts";
import { listDonations } from "./index.ts";

const bench = await createTestContext();
const { ctx } = bench;
const email = "salma@example.org";
afterAll(() => bench.drop());

beforeAll(async () => {
  for (let gift = 0; gift < 5; gift++) await giveGift(bench);
  const campaign = await createTestCampaign(ctx.db);
  await ctx.db.query(
    sql`update campaign_text set title = 'Books for 100% of the school' where campaign_id = ${campaign.id}`,
  );
  await promiseGift({ ...bench, campaign });
  await giveGift(bench, { donorEmail: "other@example.org" });
  await settleConsumers(ctx);
});

test("pages follow each other without a gap, newest first, and are only the donor's own", async () => {
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await listDonations(ctx, { email: "Salma@Example.org", limit: 2, after });
    seen.push(...items.map(({ reference }) => reference));
    expect(items.map(({ promisedAt }) => promisedAt)).toEqual(
      items.map(({ promisedAt }) => promisedAt).toSorted((a, b) => (a < b ? 1 : -1)),
    );
    after = next ?? undefined;
  } while (after !== undefined);
  expect(new Set(seen).size).toBe(6);
  expect(seen.length).toBe(6);
});

test("a search finds the campaign by words of its title, letter for letter", async () => {
  const found = async (campaign: string) => (await listDonations(ctx, { email, campaign })).items.length;
  expect(await found("100% of")).toBe(1);
  expect(await found("heart for")).toBe(5);
  expect(await found("%")).toBe(1);
  expect(await found("nothing like it")).toBe(0);
});

test("a year shows what was promised in it", async () => {
  const [newest] = (await listDonations(ctx, { email })).items;
  const year = new Date(newest?.promisedAt ?? 0).getUTCFullYear();
  expect((await listDonations(ctx, { email, year })).items).toHaveLength(6);
  expect((await listDonations(ctx, { email, year: year - 1 })).items).toEqual([]);
});

test.each([
  [{ email: "nobody@example.org" }, "donor.not_found"],
  [{ email, after: "bm90IG91cnM" }, "input.invalid_cursor"],
] as const)("%j is refused as %s", async (input, code) => {
  await expect(listDonations(ctx, input)).rejects.toMatchObject({ code });
});

test.each([{ limit: 101 }, { year: 1999 }, { campaign: "x".repeat(101) }])(
  "%j is out of bounds",
  async (more) => {
    await expect(listDonations(ctx, { email, ...more })).rejects.toThrow(/too_big|too_small/);
  },
);
