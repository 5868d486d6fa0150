import { sql } from "@careforall/db/client";
import { afterAll, expect, test } from "vitest";
import { createPledge } from "../pledge/index.ts";
import { createPerson, createTestContext, giftInput, newKey } from "../testing/index.ts";

const bench = await createTestContext();
const { ctx, campaign } = bench;
afterAll(bench.drop);

const ownerOf = async (token: string): Promise<string | null> =>
  (await ctx.db.prisma.pledge.findUniqueOrThrow({ where: { token } })).userId;

test("a gift belongs to whoever is signed in when it is promised; a guest's to nobody", async () => {
  const { userId } = await createPerson(ctx);
  const key = { scope: "test", key: newKey() };
  const mine = await createPledge({ ...ctx }, giftInput(campaign), key, userId);
  const guests = await createPledge({ ...ctx }, giftInput(campaign), { scope: "test", key: newKey() });
  expect([await ownerOf(mine.token), await ownerOf(guests.token)]).toEqual([userId, null]);
  // Signed out meanwhile, the same key is the same gift.
  const repeated = await createPledge({ ...ctx }, giftInput(campaign), key);
  expect(repeated.token).toBe(mine.token);
  expect(await ownerOf(mine.token)).toBe(userId);
});

test("a gift stays with its giver, and a guest's can be claimed once", async () => {
  const [one, other] = [await createPerson(ctx), await createPerson(ctx)];
  const { token } = await createPledge({ ...ctx }, giftInput(campaign), { scope: "test", key: newKey() });
  const give = (userId: string) =>
    ctx.db.query(sql`update pledge set user_id = ${userId} where token = ${token}`);
  await give(one.userId);
  await expect(give(other.userId)).rejects.toMatchObject({ constraint: "pledge_stays_its_givers" });
  expect(await ownerOf(token)).toBe(one.userId);
});
