import { sql } from "@careforall/db/client";
import { AUDIT_ACTIONS } from "@careforall/domain/audit";
import { afterAll, expect, test } from "vitest";
import { replayDeadLetter } from "../dead-letter/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import { receiveNotice } from "../payment/index.ts";
import { rebuildReadModels } from "../rebuild/index.ts";
import { actorForCall, changeRole } from "../staff/index.ts";
import {
  createPerson,
  createTestContext,
  giveGift,
  liveLawfulHistories,
  noticeAbout,
  signInAs,
} from "../testing/index.ts";
import { verifyChain } from "./index.ts";

// docs/audit.md promises that nothing of this list is changed without an entry. I-101 holds the decisions of money
// against the log as well.

const bench = await createTestContext();
const { ctx } = bench;
afterAll(bench.drop);

const LIVED_MS = 120_000;

async function replay(): Promise<void> {
  await receiveNotice(ctx, "sslcommerz", noticeAbout("a dead one"));
  const { id } = await ctx.db.prisma.inbox.findFirstOrThrow({ where: { reference: "a dead one" } });
  await ctx.db.query(sql`update inbox set dead_at = now(), attempts = 12 where id = ${id}`);
  await replayDeadLetter(ctx, { source: "inbox", id }, { who: "Farida", reason: "it is back" });
}

async function changeRoles(): Promise<void> {
  const admin = await createPerson(ctx, { roles: ["ADMIN"] });
  const other = await createPerson(ctx);
  const caller = await signInAs(ctx, admin);
  const actor = { kind: "staff", userId: admin.userId, role: "ADMIN", address: null, agent: null } as const;
  const change = { email: other.email, role: "SUPPORT", reason: "a new colleague" } as const;
  await changeRole({ ...ctx, actor }, { kind: "grant", ...change }, caller);
  await changeRole({ ...ctx, actor }, { kind: "revoke", ...change }, caller);
  await expect(changeRole({ ...ctx, actor }, { kind: "revoke", ...change }, caller)).rejects.toThrow(
    "not have",
  );
  const device = { address: null, agent: null };
  await expect(actorForCall(ctx, await signInAs(ctx, other), "roles.change", device)).rejects.toThrow(
    "may not",
  );
}

async function replaceGifts(): Promise<void> {
  await giveGift(bench);
  await settleConsumers(ctx);
  await ctx.db.query(sql`update public_gift set message = 'drift'`);
  await rebuildReadModels({ ...ctx, db: bench.owner }, { mayReplace: true, shownMax: 1 });
}

test(
  "S-112: every action of staff and every kind of refusal is written, under its own name, into one chain",
  { timeout: LIVED_MS },
  async () => {
    await liveLawfulHistories(bench);
    await replay();
    await replaceGifts();
    await changeRoles();
    const seen = await ctx.db.prisma.auditEntry.groupBy({ by: ["action"] });
    expect(seen.map(({ action }) => action).toSorted()).toEqual(Object.keys(AUDIT_ACTIONS).toSorted());
    expect((await verifyChain(ctx)).defect).toBeNull();
  },
);

test("a rebuild that finds nothing to replace writes no entry", async () => {
  const before = await ctx.db.prisma.auditEntry.count();
  await rebuildReadModels({ ...ctx, db: bench.owner }, { mayReplace: true, shownMax: 1 });
  expect(await ctx.db.prisma.auditEntry.count()).toBe(before);
});

test("no entry carries a donor's name, address or token", async () => {
  const entries = await ctx.db.query<{ text: string }>(sql`select e::text as text from audit_entry e`);
  const people = await ctx.db.query<{ word: string }>(
    sql`select unnest(array[donor_email, donor_name, token]) as word from pledge`,
  );
  const words = [...new Set(people.map(({ word }) => word))].filter((word) => word !== null);
  expect(words.length).toBeGreaterThan(10);
  expect(words.filter((word) => entries.some(({ text }) => text.includes(word)))).toEqual([]);
});
