import { grantRole } from "@careforall/db/account";
import { sql, withTransaction } from "@careforall/db/client";
import { SESSION_LIMITS } from "@careforall/domain/account";
import { afterAll, expect, test } from "vitest";
import { createPerson, createTestContext, enrol, PASSWORD, signInAs } from "../testing/index.ts";
import {
  changePassword,
  endDevice,
  findCaller,
  listDevices,
  signIn,
  signOut,
  signOutEverywhere,
} from "./index.ts";

const { ctx, drop } = await createTestContext();
afterAll(drop);

const device = { agent: "test", address: null };
const after = (ms: number) => ({ ...ctx, at: new Date(Date.now() + ms) });
const MINUTE_MS = 60_000;

test("S-23 every sign-in is a session of its own", async () => {
  const person = await createPerson(ctx);
  const [one, other] = [await signInAs(ctx, person), await signInAs(ctx, person)];
  expect(one.sid).not.toBe(other.sid);
  expect(one).toMatchObject({ userId: person.userId, roles: [] });
});

test("S-24 after signing out the session is nobody's, also when it is sent again", async () => {
  const caller = await signInAs(ctx, await createPerson(ctx));
  await signOut(ctx, caller);
  expect(await findCaller(ctx, caller.sid)).toBeNull();
  await signOut(ctx, caller);
  expect(await findCaller(ctx, caller.sid)).toBeNull();
});

test.each(["suspended", "closed"])("S-25 whoever is %s is nobody at the next request", async (status) => {
  const caller = await signInAs(ctx, await createPerson(ctx));
  await ctx.db.prisma.user.update({ where: { id: caller.userId }, data: { status } });
  expect(await findCaller(ctx, caller.sid)).toBeNull();
});

test("S-26 a role counts from the next request, and is gone with the next", async () => {
  const person = await createPerson(ctx);
  const { caller } = await enrol(ctx, await signInAs(ctx, person));
  const { sid } = caller;
  await withTransaction(ctx.db, (tx) =>
    grantRole(tx, { userId: person.userId, role: "FINANCE", by: "test" }),
  );
  expect((await findCaller(ctx, sid))?.roles).toEqual(["FINANCE"]);
  await ctx.db.query(sql`delete from user_role where user_id = ${person.userId}`);
  expect((await findCaller(ctx, sid))?.roles).toEqual([]);
});

test.each([
  ["a person", [], SESSION_LIMITS.person],
  ["staff", ["SUPPORT"], SESSION_LIMITS.staff],
] as const)(
  "S-27 an unused session of %s ends in time, and a used one at its absolute limit",
  async (_who, roles, limits) => {
    const person = await createPerson(ctx, { roles });
    const idle = await signInAs(ctx, person);
    expect(await findCaller(after(limits.idleMs - MINUTE_MS), idle.sid)).not.toBeNull();
    const used = await signInAs(ctx, person);
    expect(await findCaller(after(limits.idleMs + MINUTE_MS), used.sid)).toBeNull();
    // Used again and again, it lives on, but not for ever.
    const step = limits.idleMs - MINUTE_MS;
    const busy = await signInAs(ctx, person);
    let at = 0;
    while (at + step < limits.absoluteMs - MINUTE_MS) {
      at += step;
      expect(await findCaller(after(at), busy.sid)).not.toBeNull();
    }
    expect(await findCaller(after(limits.absoluteMs), busy.sid)).toBeNull();
  },
);

test("a look is a write once a minute, not each time", async () => {
  const caller = await signInAs(ctx, await createPerson(ctx));
  const seen = async () =>
    (await ctx.db.prisma.userSession.findUniqueOrThrow({ where: { id: caller.sid } })).lastSeenAt.getTime();
  const first = await seen();
  await findCaller(after(MINUTE_MS / 2), caller.sid);
  expect(await seen()).toBe(first);
  await findCaller(after(2 * MINUTE_MS), caller.sid);
  expect(await seen()).toBeGreaterThan(first);
});

test("what is no session id is nobody, without a question to the books", async () => {
  for (const sid of ["", "x", "' or 1=1", "00000000-0000-7000-8000-00000000000d"])
    expect(await findCaller(ctx, sid)).toBeNull();
});

test("S-28 everywhere means every browser, this one too", async () => {
  const person = await createPerson(ctx);
  const callers = [await signInAs(ctx, person), await signInAs(ctx, person), await signInAs(ctx, person)];
  const [one] = callers;
  if (one === undefined) throw new Error("three signed in");
  expect((await listDevices(ctx, one)).items.map(({ sid, isThis }) => [sid, isThis]).toSorted()).toEqual(
    callers.map(({ sid }) => [sid, sid === one.sid]).toSorted(),
  );
  expect(await signOutEverywhere(ctx, one)).toBe(3);
  for (const { sid } of callers) expect(await findCaller(ctx, sid)).toBeNull();
  expect(await signOutEverywhere(ctx, one)).toBe(0);
});

test("S-36 another person's device can be neither seen nor ended", async () => {
  const [mine, others] = [
    await signInAs(ctx, await createPerson(ctx)),
    await signInAs(ctx, await createPerson(ctx)),
  ];
  const refusal = { kind: "not_found", code: "account.device_not_found" };
  await expect(endDevice(ctx, { sid: others.sid }, mine)).rejects.toMatchObject(refusal);
  await expect(endDevice(ctx, { sid: ctx.newId() }, mine)).rejects.toMatchObject(refusal);
  expect(await findCaller(ctx, others.sid)).not.toBeNull();
  expect((await listDevices(ctx, mine)).items.map(({ sid }) => sid)).toEqual([mine.sid]);
});

test("one of one's own devices can be signed out; twice is not found", async () => {
  const person = await createPerson(ctx);
  const [here, there] = [await signInAs(ctx, person), await signInAs(ctx, person)];
  await endDevice(ctx, { sid: there.sid }, here);
  expect(await findCaller(ctx, there.sid)).toBeNull();
  expect(await findCaller(ctx, here.sid)).not.toBeNull();
  await expect(endDevice(ctx, { sid: there.sid }, here)).rejects.toMatchObject({ kind: "not_found" });
});

test("S-12 a new password wants the old one, ends the other sessions and keeps this one", async () => {
  const person = await createPerson(ctx);
  const [here, there] = [await signInAs(ctx, person), await signInAs(ctx, person)];
  const fresh = "nine boats at dawn 12";
  await expect(changePassword(ctx, { current: "wrong", password: fresh }, here)).rejects.toMatchObject({
    code: "account.wrong_password",
  });
  await expect(changePassword(ctx, { current: PASSWORD, password: "password1" }, here)).rejects.toMatchObject(
    {
      code: "account.password_weak",
    },
  );
  await changePassword(ctx, { current: PASSWORD, password: fresh }, here);
  expect(await findCaller(ctx, there.sid)).toBeNull();
  expect(await findCaller(ctx, here.sid)).not.toBeNull();
  await expect(signIn(ctx, { email: person.email, password: PASSWORD }, device)).rejects.toMatchObject({
    kind: "unauthenticated",
  });
  await signIn(ctx, { email: person.email, password: fresh }, device);
});

test("of two who change one password at once, one does", async () => {
  const person = await createPerson(ctx);
  const caller = await signInAs(ctx, person);
  const outcomes = await Promise.allSettled(
    ["three kites over sand", "four lamps by the door"].map((password) =>
      changePassword(ctx, { current: PASSWORD, password }, caller),
    ),
  );
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("a session never opens again, whoever writes", async () => {
  const caller = await signInAs(ctx, await createPerson(ctx));
  await signOut(ctx, caller);
  const reopen = ctx.db.query(
    sql`update user_session set ended_at = null, ended_why = null where id = ${caller.sid}`,
  );
  await expect(reopen).rejects.toMatchObject({ constraint: "user_session_only_ends" });
});
