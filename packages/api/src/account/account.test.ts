import { sql } from "@careforall/db/client";
import { afterAll, expect, test } from "vitest";
import { createPerson, createTestContext, linkSentTo, PASSWORD, signInAs, opened } from "../testing/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import {
  askEmailChange,
  askReset,
  changeEmail,
  findCaller,
  getProfile,
  register,
  resetPassword,
  signIn,
  updateProfile,
  verifyEmail,
} from "./index.ts";

const { ctx, drop } = await createTestContext();
afterAll(drop);

const device = { agent: "test", address: null };
const FRESH = "nine boats at dawn 12";
const DEAD = { kind: "refused", code: "account.link_dead" };
const REFUSED = {
  kind: "unauthenticated",
  code: "account.sign_in_refused",
  message: "E-mail and password do not belong together.",
};

let count = 0;
const newEmail = (): string => `somebody-${(count += 1)}@example.org`;
const registered = async (email: string, password = PASSWORD): Promise<void> =>
  register(ctx, { email, password, name: "Rina Begum" });
const mailsTo = async (recipient: string): Promise<readonly string[]> => {
  await settleConsumers(ctx);
  const sent = await ctx.db.prisma.message.findMany({ where: { recipient }, orderBy: { createdAt: "asc" } });
  return sent.map(({ template }) => template);
};
const inAnHour = (hours: number) => ({ ...ctx, at: new Date(Date.now() + hours * 3_600_000) });

test("register, confirm with the password, and be signed in", async () => {
  const email = newEmail();
  await registered(email.toUpperCase());
  await expect(signIn(ctx, { email, password: PASSWORD }, device)).rejects.toMatchObject(REFUSED);
  const secret = (await linkSentTo(ctx, email, "verify_email")) ?? "";
  const { sid, userId } = opened(await verifyEmail(ctx, { secret, password: PASSWORD }, device));
  expect(await findCaller(ctx, sid)).toMatchObject({ userId, name: "Rina Begum" });
  await signIn(ctx, { email: ` ${email.toUpperCase()} `, password: PASSWORD }, device);
});

test("whoever holds the link but does not know the password confirms nothing", async () => {
  const email = newEmail();
  await registered(email);
  const secret = (await linkSentTo(ctx, email, "verify_email")) ?? "";
  const wrong = verifyEmail(ctx, { secret, password: "something else" }, device);
  await expect(wrong).rejects.toMatchObject({ code: "account.wrong_password" });
  // The link is still good for who does know it.
  await verifyEmail(ctx, { secret, password: PASSWORD }, device);
});

test("who registers a stranger's address plants no password: the newest registration and its link count", async () => {
  const email = newEmail();
  await registered(email, "the stranger was here 1");
  const strangers = (await linkSentTo(ctx, email, "verify_email")) ?? "";
  await registered(email);
  await expect(verifyEmail(ctx, { secret: strangers, password: PASSWORD }, device)).rejects.toMatchObject(
    DEAD,
  );
  const owners = (await linkSentTo(ctx, email, "verify_email")) ?? "";
  await verifyEmail(ctx, { secret: owners, password: PASSWORD }, device);
  const stranger = signIn(ctx, { email, password: "the stranger was here 1" }, device);
  await expect(stranger).rejects.toMatchObject(REFUSED);
});

test("S-02 a taken address is registered like a fresh one; only its owner hears, and nothing changes", async () => {
  const person = await createPerson(ctx);
  const fresh = newEmail();
  expect(await registered(person.email, FRESH)).toBe(await registered(fresh, FRESH));
  expect(await mailsTo(person.email)).toEqual(["registered_again"]);
  expect(await mailsTo(fresh)).toEqual(["verify_email"]);
  await signIn(ctx, { email: person.email, password: PASSWORD }, device);
});

test("twenty who register one address at once make one account", async () => {
  const email = newEmail();
  await Promise.all(Array.from({ length: 20 }, () => registered(email)));
  expect(await ctx.db.prisma.user.count({ where: { email } })).toBe(1);
});

test("S-01 wrong password, unknown address, unproven address and suspended account are refused alike", async () => {
  const [wrong, suspended] = [await createPerson(ctx), await createPerson(ctx)];
  const unproven = newEmail();
  await registered(unproven);
  await ctx.db.prisma.user.update({ where: { id: suspended.userId }, data: { status: "suspended" } });
  const tries = [
    { email: wrong.email, password: "not the password" },
    { email: "nobody@example.org", password: PASSWORD },
    { email: "no address at all", password: PASSWORD },
    { email: unproven, password: PASSWORD },
    { email: suspended.email, password: PASSWORD },
  ];
  for (const attempt of tries) await expect(signIn(ctx, attempt, device)).rejects.toMatchObject(REFUSED);
});

test("S-08 a weaker hash is stored no longer than until the next sign-in", async () => {
  const person = await createPerson(ctx);
  const { hash } = await import("@node-rs/argon2");
  const weak = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
  await ctx.db.prisma.user.update({ where: { id: person.userId }, data: { passwordHash: weak } });
  await signIn(ctx, { email: person.email, password: PASSWORD }, device);
  const { passwordHash } = await ctx.db.prisma.user.findUniqueOrThrow({ where: { id: person.userId } });
  expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  await signIn(ctx, { email: person.email, password: PASSWORD }, device);
  const clear = ctx.db.query(
    sql`update user_account set password_hash = ${PASSWORD} where id = ${person.userId}`,
  );
  await expect(clear).rejects.toMatchObject({ constraint: "user_account_password_is_hashed" });
});

test.each(["a\uFF20b.example", "a@b\uFF20c.example", "a@b@example.org", "a b@example.org", "@example.org"])(
  "S-11 %s is no address, however it is folded",
  async (email) => {
    await expect(registered(email)).rejects.toMatchObject({ name: "ZodError" });
  },
);

test("S-03 a reset is asked for alike for everybody, and only an owner gets a link", async () => {
  const person = await createPerson(ctx);
  const stranger = newEmail();
  const rowsOf = async (email: string) => {
    await askReset(ctx, { email });
    return ctx.db.prisma.userToken.count({ where: { email, userId: null, purpose: "reset_password" } });
  };
  expect(await rowsOf(person.email)).toBe(await rowsOf(stranger));
  expect([await mailsTo(person.email), await mailsTo(stranger)]).toEqual([["reset_password"], []]);
  expect(await linkSentTo(ctx, stranger, "reset_password")).toBeNull();
});

test("S-16 S-19 a link resets once, also when twenty use it at once, and every session has ended", async () => {
  const person = await createPerson(ctx);
  const caller = await signInAs(ctx, person);
  await askReset(ctx, { email: person.email });
  const secret = (await linkSentTo(ctx, person.email, "reset_password")) ?? "";
  await expect(resetPassword(ctx, { secret, password: "password1" })).rejects.toMatchObject({
    code: "account.password_weak",
  });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) => resetPassword(ctx, { secret, password: `${FRESH} ${i}` })),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await findCaller(ctx, caller.sid)).toBeNull();
  await expect(signIn(ctx, { email: person.email, password: PASSWORD }, device)).rejects.toMatchObject(
    REFUSED,
  );
  expect(await mailsTo(person.email)).toEqual(["reset_password", "password_changed"]);
});

test("S-17 an old link is dead", async () => {
  const person = await createPerson(ctx);
  await askReset(ctx, { email: person.email });
  const secret = (await linkSentTo(ctx, person.email, "reset_password")) ?? "";
  await expect(resetPassword(inAnHour(0.6), { secret, password: FRESH })).rejects.toMatchObject(DEAD);
});

test("S-18 a second request makes the first one's link worthless", async () => {
  const person = await createPerson(ctx);
  await askReset(ctx, { email: person.email });
  const first = (await linkSentTo(ctx, person.email, "reset_password")) ?? "";
  await askReset(ctx, { email: person.email });
  const second = (await linkSentTo(ctx, person.email, "reset_password")) ?? "";
  await expect(resetPassword(ctx, { secret: first, password: FRESH })).rejects.toMatchObject(DEAD);
  await resetPassword(ctx, { secret: second, password: FRESH });
});

test("a reset proves an address that was never confirmed", async () => {
  const email = newEmail();
  await registered(email);
  await askReset(ctx, { email });
  await resetPassword(ctx, {
    secret: (await linkSentTo(ctx, email, "reset_password")) ?? "",
    password: FRESH,
  });
  expect(await signIn(ctx, { email, password: FRESH }, device)).toMatchObject({ sid: expect.any(String) });
});

test("a link of one kind does nothing of another kind", async () => {
  const person = await createPerson(ctx);
  await askReset(ctx, { email: person.email });
  const secret = (await linkSentTo(ctx, person.email, "reset_password")) ?? "";
  await expect(changeEmail(ctx, { secret })).rejects.toMatchObject(DEAD);
  await expect(verifyEmail(ctx, { secret, password: PASSWORD }, device)).rejects.toMatchObject(DEAD);
  await expect(resetPassword(ctx, { secret: "A".repeat(22), password: FRESH })).rejects.toMatchObject(DEAD);
});

test("S-13 another address wants the password and its own link; the old one is told and its links die", async () => {
  const person = await createPerson(ctx);
  const caller = await signInAs(ctx, person);
  const email = newEmail();
  const wrong = askEmailChange(ctx, { email, password: "not mine" }, caller);
  await expect(wrong).rejects.toMatchObject({ code: "account.wrong_password" });
  await askReset(ctx, { email: person.email });
  const reset = (await linkSentTo(ctx, person.email, "reset_password")) ?? "";
  await askEmailChange(ctx, { email, password: PASSWORD }, caller);
  expect((await getProfile(ctx, caller)).email).toBe(person.email);
  const secret = (await linkSentTo(ctx, email, "change_email")) ?? "";
  await changeEmail(ctx, { secret });
  expect((await getProfile(ctx, caller)).email).toBe(email);
  await expect(changeEmail(ctx, { secret })).rejects.toMatchObject(DEAD);
  await expect(resetPassword(ctx, { secret: reset, password: FRESH })).rejects.toMatchObject(DEAD);
  expect(await mailsTo(person.email)).toEqual(["reset_password", "email_changed"]);
  await signIn(ctx, { email, password: PASSWORD }, device);
  await expect(signIn(ctx, { email: person.email, password: PASSWORD }, device)).rejects.toMatchObject(
    REFUSED,
  );
});

test("somebody else's address can be neither taken nor found out", async () => {
  const [mine, others] = [await createPerson(ctx), await createPerson(ctx)];
  const caller = await signInAs(ctx, mine);
  await askEmailChange(ctx, { email: others.email, password: PASSWORD }, caller);
  expect(await mailsTo(others.email)).toEqual([]);
  expect(await linkSentTo(ctx, others.email, "change_email")).toBeNull();
  // It was free when the link was sent, and is taken when it is used.
  const free = newEmail();
  await askEmailChange(ctx, { email: free, password: PASSWORD }, caller);
  const secret = (await linkSentTo(ctx, free, "change_email")) ?? "";
  await createPerson(ctx, { email: free });
  await expect(changeEmail(ctx, { secret })).rejects.toMatchObject(DEAD);
  expect((await getProfile(ctx, caller)).email).toBe(mine.email);
});

test("a profile is written as a whole; what is null is taken back, and what is none is refused", async () => {
  const caller = await signInAs(ctx, await createPerson(ctx));
  const profile = {
    name: "রিনা বেগম",
    phone: "+880 1700-000001",
    locale: "bn" as const,
    timeZone: "Africa/Dakar",
    bio: "Two cows and a loom.",
    birthday: "1984-02-29",
  };
  await updateProfile(ctx, profile, caller);
  expect(await getProfile(ctx, caller)).toMatchObject({ ...profile, phone: "+8801700000001" });
  await updateProfile(ctx, { ...profile, phone: null, bio: null, birthday: null }, caller);
  expect(await getProfile(ctx, caller)).toMatchObject({ phone: null, bio: null, birthday: null });
  const bad = [
    { phone: "01700000001" },
    { timeZone: "Asia/Nowhere" },
    { birthday: "1983-02-29" },
    { name: " " },
  ];
  for (const change of bad)
    await expect(updateProfile(ctx, { ...profile, ...change }, caller)).rejects.toMatchObject({
      name: "ZodError",
    });
  const roles = { ...profile, roles: ["ADMIN"], status: "active", email: "x@example.org" };
  await expect(updateProfile(ctx, roles, caller)).rejects.toMatchObject({ name: "ZodError" });
});
