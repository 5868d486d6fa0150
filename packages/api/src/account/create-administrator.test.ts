import { afterAll, beforeEach, expect, test } from "vitest";
import { sql } from "@careforall/db/client";
import { createPerson, createTestContext, opened } from "../testing/index.ts";
import { createFirstAdministrator, findCaller, resetPassword, signIn } from "./index.ts";

const { ctx, drop } = await createTestContext();
afterAll(drop);
beforeEach(() => ctx.db.query(sql`delete from user_role`));

const password = "nine boats at dawn 12";
const device = { agent: null, address: null };
const secretIn = (url: string): string => /\/en\/reset\/([\w-]+)$/.exec(url)?.[1] ?? "";

test("S-14 the first administrator sets a password by a link that works once", async () => {
  const { url } = await createFirstAdministrator(ctx, { email: "First@Example.org" });
  await resetPassword(ctx, { secret: secretIn(url), password });
  const { sid } = opened(await signIn(ctx, { email: "first@example.org", password }, device));
  // The role counts once a second factor is set up.
  expect(await findCaller(ctx, sid)).toMatchObject({ heldRoles: ["ADMIN"], roles: [] });
  const again = resetPassword(ctx, { secret: secretIn(url), password });
  await expect(again).rejects.toMatchObject({ code: "account.link_dead" });
});

test("a link of the terminal is good for 15 minutes", async () => {
  const { url } = await createFirstAdministrator(ctx, { email: "slow@example.org" });
  const later = { ...ctx, at: new Date(Date.now() + 16 * 60_000) };
  const late = resetPassword(later, { secret: secretIn(url), password });
  await expect(late).rejects.toMatchObject({ code: "account.link_dead" });
});

test("nobody becomes administrator beside another, also when two try at once", async () => {
  await createPerson(ctx, { roles: ["ADMIN"] });
  const tries = ["a@example.org", "b@example.org"].map((email) => createFirstAdministrator(ctx, { email }));
  for (const attempt of await Promise.allSettled(tries))
    expect(attempt).toMatchObject({ status: "rejected", reason: { code: "account.administrator_exists" } });
  expect(await ctx.db.prisma.userRole.count()).toBe(1);
});

test("an address that was mistyped holds no role after the next try", async () => {
  await createFirstAdministrator(ctx, { email: "typo@exmaple.org" });
  await createFirstAdministrator(ctx, { email: "right@example.org" });
  const roles = await ctx.db.prisma.userRole.findMany({ include: { user: true } });
  expect(roles.map(({ user }) => user.email)).toEqual(["right@example.org"]);
});
