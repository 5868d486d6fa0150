import { sql, withTransaction } from "@careforall/db/client";
import type { StaffRole } from "@careforall/domain/account";
import { roleFor } from "@careforall/domain/permission";
import { afterAll, expect, test } from "vitest";
import { type Caller, findCaller } from "../account/index.ts";
import { appendAudit, verifyChain } from "../audit/index.ts";
import { pauseConsumer, resumeConsumer } from "../outbox/index.ts";
import { createPerson, createTestContext, signInAs, type TestPerson } from "../testing/index.ts";
import {
  actorFor,
  actorForCall,
  changeRole,
  type ChangeRole,
  listAudit,
  listStaff,
  zListAudit,
} from "./index.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(bench.drop);

const device = { address: "198.51.100.7", agent: "a browser" };
const signedIn = async (...roles: readonly StaffRole[]) => {
  const person = await createPerson(ctx, { roles });
  return { person, caller: await signInAs(ctx, person) };
};
const as = (caller: Caller, role: StaffRole = "ADMIN") =>
  ({ ...ctx, actor: { kind: "staff", userId: caller.userId, role, ...device } }) as const;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );
const change = (caller: Caller, kind: ChangeRole["kind"], of: TestPerson, role: StaffRole) =>
  codeOf(changeRole(as(caller), { kind, email: of.email, role, reason: "why" }, caller));
const rolesOf = async ({ sid }: Caller) => (await findCaller(ctx, sid))?.roles;
const noAdmins = () => ctx.db.query(sql`delete from user_role where role = 'ADMIN'`);

test("a role and its loss count at the next request of a session that was open before", async () => {
  const [admin, person] = [await signedIn("ADMIN"), await createPerson(ctx)];
  const other = { person, caller: await signInAs(ctx, person, "test", "passkey") };
  expect(await change(admin.caller, "grant", other.person, "SUPPORT")).toBe("done");
  expect(await rolesOf(other.caller)).toEqual(["SUPPORT"]);
  expect(await change(admin.caller, "revoke", other.person, "SUPPORT")).toBe("done");
  expect(await rolesOf(other.caller)).toEqual([]);
});

test("a role counts for nothing without a second factor, and is not changed without a fresh proof", async () => {
  const [admin, other] = [await signedIn("ADMIN"), await signedIn()];
  expect(await change(admin.caller, "grant", other.person, "SUPPORT")).toBe("done");
  expect(await findCaller(ctx, other.caller.sid)).toMatchObject({ roles: [], heldRoles: ["SUPPORT"] });
  const stale = { ...admin.caller, confirmedAt: new Date(Date.now() - 6 * 60_000) };
  expect(await change(stale, "revoke", other.person, "SUPPORT")).toBe("account.confirm_first");
});

test("an entry says who changed whose roles, from what to what, from where and why", async () => {
  const [admin, other] = [await signedIn("ADMIN"), await signedIn("SUPPORT")];
  await change(admin.caller, "grant", other.person, "FINANCE");
  const { items } = await listAudit(ctx, { subject: other.person.userId });
  expect(items).toMatchObject([
    {
      action: "role.grant",
      asked: null,
      actorUserId: admin.person.userId,
      actorName: "Salma Khatun",
      role: "ADMIN",
      before: '{"roles": "SUPPORT"}',
      after: '{"roles": "FINANCE SUPPORT"}',
      reason: "why",
      ...device,
    },
  ]);
});

test("S-112: a change that is refused changes nothing, and the try is in the audit log: who, what, whose, why not, from where", async () => {
  await noAdmins();
  const [admin, other] = [await signedIn("ADMIN"), await signedIn("SUPPORT")];
  expect(await change(admin.caller, "grant", admin.person, "FINANCE")).toBe("role.own");
  expect(await change(admin.caller, "revoke", admin.person, "ADMIN")).toBe("role.own");
  expect(await change(admin.caller, "grant", other.person, "SUPPORT")).toBe("role.held_already");
  expect(await change(admin.caller, "revoke", other.person, "FINANCE")).toBe("role.not_held");
  const nobody = { ...other.person, email: "nobody@example.org" };
  expect(await change(admin.caller, "grant", nobody, "ADMIN")).toBe("role.no_such_account");
  const stale = { ...admin.caller, confirmedAt: new Date(Date.now() - 6 * 60_000) };
  expect(await change(stale, "grant", other.person, "ADMIN")).toBe("account.confirm_first");
  await ctx.db.query(sql`update user_account set status = 'suspended' where id = ${other.person.userId}`);
  expect(await change(admin.caller, "grant", other.person, "FINANCE")).toBe("role.not_active");
  expect(await ctx.db.prisma.userRole.count({ where: { userId: other.person.userId } })).toBe(1);

  const { userId } = admin.person;
  const rows = (await listAudit(ctx, { actor: userId })).items.toReversed();
  expect(rows[0]).toMatchObject({
    action: "change.refuse",
    asked: "role.grant",
    actorUserId: userId,
    role: "ADMIN",
    subjectId: userId,
    reason: "Nobody changes their own roles. Ask another administrator.",
    requestId: "test",
    ...device,
  });
  expect(rows.map(({ subjectId, after }) => [subjectId, JSON.parse(after ?? "")])).toEqual(
    [
      [userId, "role.grant", "role.own", "FINANCE"],
      [userId, "role.revoke", "role.own", "ADMIN"],
      [other.person.userId, "role.grant", "role.held_already", "SUPPORT"],
      [other.person.userId, "role.revoke", "role.not_held", "FINANCE"],
      ["no account", "role.grant", "role.no_such_account", "ADMIN"],
      [other.person.userId, "role.grant", "account.confirm_first", "ADMIN"],
      [other.person.userId, "role.grant", "role.not_active", "FINANCE"],
    ].map(([id, tried, refusal, role]) => [id, { tried, refusal, role }]),
  );
  expect((await verifyChain(ctx)).defect).toBeNull();
});

test("two administrators who take each other's role at once leave one", async () => {
  await noAdmins();
  const [one, other] = [await signedIn("ADMIN"), await signedIn("ADMIN")];
  const answers = await Promise.all([
    change(one.caller, "revoke", other.person, "ADMIN"),
    change(other.caller, "revoke", one.person, "ADMIN"),
  ]);
  expect(answers.toSorted()).toEqual(["done", "role.last_admin"]);
  expect(await ctx.db.prisma.userRole.count({ where: { role: "ADMIN" } })).toBe(1);
});

test("an administrator who cannot sign in does not count as the one who is left", async () => {
  await noAdmins();
  const [one, other, suspended] = [await signedIn("ADMIN"), await signedIn("ADMIN"), await signedIn("ADMIN")];
  await ctx.db.query(sql`update user_account set status = 'suspended' where id = ${suspended.person.userId}`);
  expect(await change(one.caller, "revoke", other.person, "ADMIN")).toBe("done");
  expect(await change(suspended.caller, "revoke", one.person, "ADMIN")).toBe("role.last_admin");
});

test("nobody acts without a permission, and the log refuses whoever got past the edge without one", async () => {
  const [support, donor] = [await signedIn("SUPPORT"), await signedIn()];
  expect(await codeOf(actorForCall(ctx, donor.caller, "staff.enter", device))).toBe("permission.denied");
  const lines: object[] = [];
  const log = Object.assign(Object.create(ctx.log) as typeof ctx.log, {
    warn: (line: object) => lines.push(line),
  });
  const denied = actorForCall({ ...ctx, log }, support.caller, "roles.change", device);
  expect(await codeOf(denied)).toBe("permission.denied");
  const { userId } = support.person;
  expect(lines).toEqual([{ userId, permission: "roles.change", address: device.address }]);
  expect((await listAudit(ctx, { actor: userId })).items).toMatchObject([
    {
      action: "permission.deny",
      asked: "roles.change",
      role: "NONE",
      subjectId: "roles.change",
      after: '{"roles": "SUPPORT"}',
      ...device,
    },
  ]);
  expect(await actorForCall(ctx, support.caller, "roles.read", device)).toMatchObject({ role: "SUPPORT" });
  // Looking at a page, where any site may have led the browser, writes nothing.
  expect(() => actorFor(ctx, support.caller, "audit.read", device)).toThrow("may not do this");
  expect((await listAudit(ctx, { actor: userId })).items).toHaveLength(1);
  expect(roleFor(support.caller.roles, "platform.operate")).toBeNull();

  const pause = { consumer: "totals", who: "x", reason: "x" } as const;
  await expect(pauseConsumer(as(support.caller, "SUPPORT"), pause)).rejects.toThrow("SUPPORT may not do");
  expect(await ctx.db.prisma.consumerPause.count()).toBe(0);
  await pauseConsumer(as(support.caller, "ADMIN"), pause);
  await resumeConsumer(ctx, { consumer: "totals", who: "x" });
  const first = (await listAudit(ctx, { action: "consumer.pause" })).items[0];
  expect(first).toMatchObject({ role: "ADMIN", actorUserId: support.person.userId });
});

test("staff are listed by name, each once, page after page, and nobody without a role", async () => {
  await ctx.db.query(sql`delete from user_role`);
  const made = await Promise.all(
    Array.from({ length: 4 }, () => createPerson(ctx, { roles: ["SUPPORT", "FINANCE"] })),
  );
  await createPerson(ctx);
  await ctx.db.query(
    sql`insert into user_account (id, email, name, locale, time_zone, status, status_changed_at, created_at)
        select gen_random_uuid(), 'many-' || n || '@example.org', 'Many ' || n, 'en', 'Asia/Dhaka', 'active', now(), now()
        from generate_series(1, 60) n`,
  );
  await ctx.db.query(
    sql`insert into user_role (user_id, role, granted_at, granted_by)
        select id, 'SUPPORT', now(), 'test' from user_account where email like 'many-%'`,
  );
  const first = await listStaff(ctx, {});
  expect(first.items).toHaveLength(50);
  const second = await listStaff(ctx, { after: first.next ?? "" });
  const all = [...first.items, ...second.items];
  expect(second.next).toBeNull();
  expect(new Set(all.map(({ userId }) => userId)).size).toBe(64);
  expect(all.filter(({ userId }) => made.some((person) => person.userId === userId))).toHaveLength(4);
  expect(await codeOf(listStaff(ctx, { after: "rubbish" }))).toBe("input.invalid_cursor");
});

test("the log is read newest first, page after page, by action, its first part, subject and person", async () => {
  const append = (nr: number) =>
    withTransaction(ctx.db, (tx) =>
      appendAudit(tx, ctx, {
        action: nr % 2 === 0 ? "refund.order" : "refund.record",
        by: nr % 3 === 0 ? "Farida" : "Rina",
        subject: { type: "refund", id: `page ${nr}` },
        before: null,
        after: null,
        reason: null,
      }),
    );
  for (let nr = 1; nr <= 60; nr++) await append(nr);
  const first = await listAudit(ctx, { action: "refund" });
  expect(first.items[0]?.subjectId).toBe("page 60");
  expect(first.items).toHaveLength(50);
  const second = await listAudit(ctx, { action: "refund", after: first.next ?? "" });
  expect(second).toMatchObject({ next: null, items: { length: 10 } });
  expect(second.items.at(-1)?.subjectId).toBe("page 1");
  expect((await listAudit(ctx, { action: "refund.order" })).items).toHaveLength(30);
  expect((await listAudit(ctx, { action: "refund", actor: "Farida" })).items).toHaveLength(20);
  expect((await listAudit(ctx, { subject: "page 7" })).items).toHaveLength(1);
  expect((await listAudit(ctx, { action: "ref" })).items).toEqual([]);
  expect(zListAudit.safeParse({ subject: "\0" }).success).toBe(false);
  expect(await codeOf(listAudit(ctx, { after: "-1" }))).toBe("input.invalid_cursor");
});
