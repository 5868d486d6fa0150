import { listAuditEntries, readAuditHead } from "@careforall/db/audit";
import { sql, withTransaction } from "@careforall/db/client";
import { afterAll, expect, test } from "vitest";
import { createTestContext } from "../testing/index.ts";
import { appendAudit, tellAuditHead, verifyChain } from "./index.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(bench.drop);

const change = (id: string, more: Partial<Parameters<typeof appendAudit>[2]> = {}) =>
  ({
    action: "held.accept",
    subject: { type: "case", id },
    before: { decision: null },
    after: { decision: "accepted", amountMinor: "500" },
    reason: "the donor called: টাকা",
    ...more,
  }) as const;
const append = (id: string, more: Parameters<typeof change>[1] = {}, own = ctx) =>
  withTransaction(own.db, (tx) => appendAudit(tx, own, change(id, more)), { at: own.at });
const newest = async () => (await listAuditEntries(ctx.db, {}, { before: null, limit: 1 }))[0];

test("an entry says who, what, before and after, why, from where, and in which request", async () => {
  await append("1");
  expect(await newest()).toMatchObject({
    actorName: "a test",
    actorUserId: null,
    role: "COMMAND",
    action: "held.accept",
    subjectId: "1",
    before: '{"decision": null}',
    reason: "the donor called: টাকা",
    requestId: "test",
  });
  await append("1", { by: "Farida" });
  expect((await newest())?.actorName).toBe("Farida");

  const userId = ctx.newId();
  const device = { address: "198.51.100.7", agent: "a browser" };
  await append(
    "1",
    { by: "not Farida" },
    { ...ctx, actor: { kind: "staff", userId, role: "FINANCE", ...device } },
  );
  expect(await newest()).toMatchObject({ ...device, actorUserId: userId, actorName: null, role: "FINANCE" });
});

test("what nobody does is not written, and takes its change with it", async () => {
  const before = await readAuditHead(ctx.db);
  const { actor: _nobody, ...anonymous } = ctx;
  await expect(
    withTransaction(ctx.db, async (tx) => {
      await tx.query(sql`update campaign set goal_minor = 1 where id = ${bench.campaign.id}`);
      await appendAudit(tx, anonymous, change("2"));
    }),
  ).rejects.toThrow("changed by somebody");
  expect(await readAuditHead(ctx.db)).toEqual(before);
  const campaign = await ctx.db.prisma.campaign.findUniqueOrThrow({ where: { id: bench.campaign.id } });
  expect(campaign.goalMinor).not.toBe(1n);
});

test("forty changes of eight people at once are one chain, and a change that is rolled back leaves no gap", async () => {
  const before = await readAuditHead(ctx.db);
  const undone = withTransaction(ctx.db, async (tx) => {
    await appendAudit(tx, ctx, change("undone"));
    throw new Error("undone");
  }).catch((error: Error) => error.message);
  const five = async () => {
    for (let nr = 0; nr < 5; nr++) await append(`${nr}`);
  };
  await Promise.all([undone, ...Array.from({ length: 8 }, five)]);
  expect(await undone).toBe("undone");
  const verdict = await verifyChain(ctx);
  expect(verdict).toMatchObject({ defect: null, entries: before.seq + 40n });
});

test.each([
  ["update audit_entry set reason = 'x'", /append-only/],
  ["delete from audit_entry where seq = 1", /append-only/],
  ["truncate audit_entry", /append-only/],
  ["update audit_head set seq = seq + 1", /append-only/],
  ["delete from audit_head", /append-only/],
  ["truncate audit_head", /append-only/],
  ["insert into audit_head (id, seq, hash, begun_at) values (true, 0, '', now())", /append-only/],
])("S-111: the database refuses %s, to the owner of the tables too", async (statement, words) => {
  await expect(bench.owner.pool.query(statement)).rejects.toThrow(words);
});

test("an entry whose writer names a place and hashes of its own gets the next place and the true hashes", async () => {
  const before = await readAuditHead(ctx.db);
  await ctx.db.pool.query(
    `insert into audit_entry (seq, at, actor_name, role, action, subject_type, subject_id, prev_hash, hash)
     values (999, now(), 'x', 'COMMAND', 'held.accept', 'case', '1', repeat('a', 64), repeat('b', 64))`,
  );
  expect(await newest()).toMatchObject({ seq: before.seq + 1n, prevHash: before.hash });
  expect((await verifyChain(ctx)).defect).toBeNull();
});

test("S-111: what the owner of the database does by force is seen: changed, removed, swapped, cut", async () => {
  const { seq: last } = await readAuditHead(ctx.db);
  const faults: readonly (readonly [string, string, bigint])[] = [
    ["update audit_entry set reason = 'x' where seq = 3", "changed", 3n],
    ["delete from audit_entry where seq = 4", "missing", 4n],
    [
      "update audit_entry set seq = case seq when 5 then -6 else -5 end where seq in (5, 6); update audit_entry set seq = -seq where seq < 0",
      "does_not_follow",
      5n,
    ],
    [`delete from audit_entry where seq = ${last}`, "head_differs", last - 1n],
    [
      "update audit_entry e set reason = 'x' where seq = 3; update audit_entry e set hash = audit_entry_hash(e) where seq = 3",
      "does_not_follow",
      4n,
    ],
  ];
  for (const [force, what, seq] of faults) {
    const client = await bench.owner.pool.connect();
    try {
      await client.query(`begin; set local session_replication_role = replica; ${force}`);
      const query = async <Row>({ text, values }: { text: string; values: readonly unknown[] }) =>
        (await client.query(text, [...values])).rows as Row[];
      const { defect } = await verifyChain({ db: { ...ctx.db, query } });
      expect(defect, force).toEqual({ what, seq });
    } finally {
      await client.query("rollback");
      client.release();
    }
  }
  expect((await verifyChain(ctx)).defect).toBeNull();
});

test("S-111: a chain that was made anew does not have the head that the worker's log told", async () => {
  const lines: object[] = [];
  const log = Object.assign(Object.create(ctx.log) as typeof ctx.log, {
    info: (line: object) => lines.push(line),
  });
  await tellAuditHead({ ...ctx, log });
  const told = await readAuditHead(ctx.db);
  expect(lines).toEqual([{ seq: `${told.seq}`, hash: told.hash }]);

  await append("after it");
  expect((await verifyChain(ctx, told)).defect).toBeNull();
  const other = { ...told, hash: "a".repeat(64) };
  expect((await verifyChain(ctx, other)).defect).toEqual({ what: "told_head_differs", seq: told.seq });
  const beyond = { seq: told.seq + 9n, hash: told.hash };
  expect((await verifyChain(ctx, beyond)).defect?.what).toBe("told_head_differs");
});
