import { createDb } from "@careforall/db/client";
import { AppError, type AppErrorKind } from "@careforall/domain/shared";
import { afterAll, expect, test } from "vitest";
import type { Context } from "../context/index.ts";
import { createTestContext } from "../testing/index.ts";
import { noteDenial, recordingRefusals, verifyChain } from "./index.ts";
import { REFUSALS_MAX } from "./refusal.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(bench.drop);

const device = { address: "198.51.100.7", agent: "a browser" };
const HOUR_MS = 3_600_000;
const countOf = (actorUserId: string) => ctx.db.prisma.auditEntry.count({ where: { actorUserId } });
const asAdmin = (userId: string): Context => ({
  ...ctx,
  actor: { kind: "staff", userId, role: "ADMIN", ...device },
});
/** A change of this person's roles, which a rule refuses. */
const tryTo = (own: Context, id: string, kind: AppErrorKind = "unprocessable") =>
  recordingRefusals(own, { action: "role.grant", subject: { type: "user", id } }, () =>
    Promise.reject(new AppError(kind, "role.own", "Nobody changes their own roles.")),
  ).catch((error: unknown) => error);

test("S-112: the same try of an account is written once an hour, however often and by however many requests at once", async () => {
  const at = new Date();
  const [one, other] = [ctx.newId(), ctx.newId()];
  const deny = (userId: string, now = at) =>
    noteDenial({ ...ctx, at: now }, { userId, permission: "roles.change", heldRoles: [], ...device });
  await Promise.all([...Array.from({ length: 8 }, () => deny(one)), deny(other)]);
  expect([await countOf(one), await countOf(other)]).toEqual([1, 1]);
  await deny(one, new Date(at.getTime() + HOUR_MS + 1));
  expect(await countOf(one)).toBe(2);
});

test("S-112: no account fills the chain: of different tries so many are written as may be, not one more", async () => {
  const [one, other] = [ctx.newId(), ctx.newId()];
  await Promise.all(Array.from({ length: REFUSALS_MAX + 10 }, (_, nr) => tryTo(asAdmin(one), `${nr}`)));
  expect(await countOf(one)).toBe(REFUSALS_MAX);
  await tryTo(asAdmin(other), "1");
  expect(await countOf(other)).toBe(1);
  expect((await verifyChain(ctx)).defect).toBeNull();
});

test("S-112: what a rule refuses is thrown on and written; what is malformed, late or a bug is thrown on alone", async () => {
  const kinds = ["forbidden", "not_found", "unprocessable", "refused"] as const;
  for (const kind of kinds) {
    const userId = ctx.newId();
    expect([kind, await tryTo(asAdmin(userId), "1", kind)]).toMatchObject([kind, { kind, code: "role.own" }]);
    expect([kind, await countOf(userId)]).toEqual([kind, 1]);
  }
  const before = await ctx.db.prisma.auditEntry.count();
  for (const kind of ["invalid", "conflict", "rate_limited", "unavailable"] as const)
    expect(await tryTo(asAdmin(ctx.newId()), "1", kind)).toMatchObject({ kind });
  // The public acts by no right that could be missing.
  expect(await tryTo({ ...ctx, actor: undefined }, "1")).toMatchObject({ code: "role.own" });
  expect(await ctx.db.prisma.auditEntry.count()).toBe(before);
});

test("S-112: a try that cannot be written stays refused, and the log of the process says so", async () => {
  const lines: string[] = [];
  const log = Object.assign(Object.create(ctx.log) as typeof ctx.log, {
    error: (_: object, words: string) => lines.push(words),
  });
  const url = new URL(ctx.db.url);
  url.port = "1";
  const db = createDb(url.href);
  expect(await tryTo({ ...asAdmin(ctx.newId()), db, log }, "1")).toMatchObject({ code: "role.own" });
  expect(lines).toEqual(["a refused try could not be written"]);
  await db.close();
});

test("the database keeps that whoever acted by no role was denied, and nobody else", async () => {
  const insert = (role: string, action: string) =>
    ctx.db.pool.query(
      `insert into audit_entry (seq, at, actor_user_id, role, action, subject_type, subject_id, prev_hash, hash)
       values (0, now(), gen_random_uuid(), $1, $2, 'permission', 'roles.change', '', '')`,
      [role, action],
    );
  await expect(insert("NONE", "role.grant")).rejects.toThrow("audit_entry_none_is_denied");
  await expect(insert("ADMIN", "permission.deny")).rejects.toThrow("audit_entry_none_is_denied");
});
