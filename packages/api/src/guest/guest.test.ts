import { sql } from "@careforall/db/client";
import { afterAll, expect, test } from "vitest";
import { listDonations } from "../campaign/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import {
  createPerson,
  createTestContext,
  giveGift,
  openPage,
  promiseGift,
  signInAs,
} from "../testing/index.ts";
import { runUpkeep } from "../upkeep/index.ts";
import { claimGifts, countClaimable, findMyGift, findOpenGifts } from "./index.ts";

const bench = await createTestContext();
const { ctx, campaign } = bench;
afterAll(bench.drop);

const ownersOf = async (donorEmail: string): Promise<readonly (string | null)[]> => {
  const found = await ctx.db.prisma.pledge.findMany({ where: { donorEmail }, orderBy: { createdAt: "asc" } });
  return found.map(({ userId }) => userId);
};

test("a stranger's address and a donor's are answered and written down alike; only the donor gets a letter", async () => {
  await promiseGift(bench, { donorEmail: "donor@example.org" });
  const asked = ["donor@example.org", "stranger@example.org"];
  const answers = [];
  for (const email of asked) answers.push(await findMyGift(ctx, { email, amount: "500" }));
  expect(answers[0]).toBe(answers[1]);
  const requests = await ctx.db.prisma.guestRequest.findMany({ where: { email: { in: asked } } });
  expect(requests.map(({ amount, purpose, tokenHash }) => [amount, purpose, tokenHash])).toEqual([
    ["500", "find_gifts", null],
    ["500", "find_gifts", null],
  ]);
  await settleConsumers(ctx);
  const letters = await ctx.db.prisma.message.findMany({ where: { template: "find_gifts" } });
  expect(letters.map(({ recipient }) => recipient)).toEqual(["donor@example.org"]);
});

test("gifts of a proven address can be claimed: each once, by ten at once as by one", async () => {
  const person = await createPerson(ctx);
  for (let i = 0; i < 3; i++) await promiseGift(bench, { donorEmail: person.email });
  await promiseGift(bench, { donorEmail: "somebody-else@example.org" });
  const caller = await signInAs(ctx, person);
  expect(await countClaimable(ctx, caller)).toBe(3);
  const claimed = await Promise.all(Array.from({ length: 10 }, () => claimGifts(ctx, caller)));
  expect(claimed.reduce((sum, count) => sum + count, 0)).toBe(3);
  expect(await ownersOf(person.email)).toEqual([person.userId, person.userId, person.userId]);
  expect(await ownersOf("somebody-else@example.org")).toEqual([null]);
  expect(await countClaimable(ctx, caller)).toBe(0);
});

test("an address that is not proven, or was left, claims nothing", async () => {
  const person = await createPerson(ctx);
  const caller = await signInAs(ctx, person);
  await promiseGift(bench, { donorEmail: person.email });
  await ctx.db.query(sql`update user_account set email_verified_at = null where id = ${person.userId}`);
  expect([await countClaimable(ctx, caller), await claimGifts(ctx, caller)]).toEqual([0, 0]);
  await ctx.db.query(
    sql`update user_account set email_verified_at = now(), email = 'elsewhere@example.org' where id = ${person.userId}`,
  );
  expect([await countClaimable(ctx, caller), await claimGifts(ctx, caller)]).toEqual([0, 0]);
  expect(await ownersOf(person.email)).toEqual([null]);
});

test("a gift that belongs to another account is not claimed, even with its address", async () => {
  const [giver, other] = [await createPerson(ctx), await createPerson(ctx)];
  const { token } = await promiseGift(bench, { donorEmail: other.email });
  await ctx.db.query(sql`update pledge set user_id = ${giver.userId} where token = ${token}`);
  expect(await claimGifts(ctx, await signInAs(ctx, other))).toBe(0);
  expect(await ownersOf(other.email)).toEqual([giver.userId]);
});

test("S-101 a claimed gift that was anonymous stays anonymous", async () => {
  const person = await createPerson(ctx);
  await giveGift(bench, { donorEmail: person.email, donorName: "Salma Khatun", isAnonymous: true });
  await claimGifts(ctx, await signInAs(ctx, person));
  await settleConsumers(ctx);
  const shown = JSON.stringify(await listDonations(ctx, { slug: campaign.slug }));
  expect(shown).not.toContain("Salma");
  expect(shown).not.toContain(person.userId);
});

test("only a gift that is being confirmed, of this campaign, of this browser, is shown as such", async () => {
  const opened = await openPage(bench, await promiseGift(bench));
  const paid = await giveGift(bench);
  const promised = await promiseGift(bench);
  const anothers = await openPage(bench, await promiseGift(bench));
  const tokens = [opened, paid, promised].map(({ token }) => token);
  const found = await findOpenGifts(ctx, { tokens, campaignId: campaign.id });
  expect(found.map(({ token }) => token)).toEqual([opened.token]);
  expect(found).not.toContainEqual(expect.objectContaining({ token: anothers.token }));
  const elsewhere = { tokens, campaignId: ctx.newId() };
  expect(await findOpenGifts(ctx, elsewhere)).toEqual([]);
});

test("requests of letters are forgotten after their time, and younger ones stay", async () => {
  await findMyGift(ctx, { email: "long-ago@example.org" });
  await findMyGift(ctx, { email: "today@example.org" });
  await ctx.db.query(
    sql`update guest_request set requested_at = now() - interval '31 days' where email = 'long-ago@example.org'`,
  );
  await runUpkeep(ctx);
  const left = await ctx.db.prisma.guestRequest.findMany({ select: { email: true } });
  expect(left.map(({ email }) => email)).not.toContain("long-ago@example.org");
  expect(left.map(({ email }) => email)).toContain("today@example.org");
});
