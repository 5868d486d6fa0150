import { sql } from "@careforall/db/client";
import { sweepKeys } from "@careforall/db/idempotency";
import { afterAll, expect, test } from "vitest";
import type { Context } from "../context/index.ts";
import { createPledge } from "../pledge/index.ts";
import { createTestCampaign, createTestContext, giftInput, newKey } from "../testing/index.ts";

// A request that is abandoned half-way leaves no key without an answer, and an answer that is forgotten makes no second
// pledge possible.

const { ctx, campaign, drop } = await createTestContext();
afterAll(drop);

const scope = "rest:pledge.create";
const give = async (key: string, more = {}) => {
  const own = { ...ctx };
  const data = await createPledge(own, giftInput(campaign, more), { scope, key });
  return { data, isReplay: own.answer?.isReplay };
};
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );
const age = (key: string, hours: number) =>
  ctx.db.query(
    sql`update idempotency_key set created_at = now() - ${hours} * interval '1 hour' where key = ${key}`,
  );
const keys = (key: string) => ctx.db.prisma.idempotencyKey.count({ where: { key } });
const pledges = (key: string) => ctx.db.prisma.pledge.count({ where: { key } });

/**
 * The server process that waits for another's event of the same id: it is in the middle of its one statement, and has
 * written key and pledge, because the event is made of the pledge's row.
 */
const waitingBackend = () => waitingFor("%insert into pledge%insert into outbox%")();

/** The server process that runs such a statement and waits for another transaction's row; 0 while there is none. */
const waitingFor = (statement: string) => async (): Promise<number> => {
  const found = await ctx.db.query<{ pid: number }>(
    sql`select pid from pg_stat_activity where datname = current_database() and wait_event = 'transactionid'
        and query like ${statement}`,
  );
  return found[0]?.pid ?? 0;
};

/** A promise that stands still before its event until `release`: another transaction holds the event's id. */
async function heldUp(key: string, input = giftInput(campaign)) {
  const ids = [ctx.newId(), ctx.newId()];
  const left = ids.values();
  const holder = await ctx.db.pool.connect();
  await holder.query("begin");
  await holder.query(
    `insert into outbox (id, type, version, subject_id, data, created_at)
     values ($2, 'pledge.created', 1, $1, '{}', now())`,
    ids,
  );
  const own: Context = { ...ctx, newId: () => left.next().value ?? ctx.newId() };
  return {
    promised: createPledge(own, input, { scope, key }),
    release: async () => {
      await holder.query("rollback");
      holder.release();
    },
  };
}

test("a backend that is killed in the middle of a promise leaves neither key nor pledge, and the repeat is the first", async () => {
  const key = newKey();
  const { promised, release } = await heldUp(key);
  const abandoned = codeOf(promised);
  let pid = 0;
  await expect.poll(async () => (pid = await waitingBackend()), { timeout: 1_500, interval: 20 }).not.toBe(0);
  await ctx.db.query(sql`select pg_terminate_backend(${pid})`);
  // 57P01: an administrator ended the connection. Some of its words may come after the connection is gone.
  expect(await abandoned).not.toBe("done");
  await release();

  expect([await keys(key), await pledges(key)]).toEqual([0, 0]);
  expect(await give(key)).toMatchObject({ isReplay: false });
  expect([await keys(key), await pledges(key)]).toEqual([1, 1]);
});

test("a repeat that would be refused by now waits for the first, which is under way, and gets its answer", async () => {
  const key = newKey();
  const closing = await createTestCampaign(ctx.db);
  const input = giftInput(closing);
  const { promised, release } = await heldUp(key, input);
  await expect.poll(waitingBackend, { timeout: 1_500, interval: 20 }).not.toBe(0);
  await ctx.db.prisma.campaign.update({ where: { id: closing.id }, data: { status: "closing" } });
  const own: Context = { ...ctx };
  const repeat = createPledge(own, input, { scope, key });
  await expect.poll(waitingFor("insert into idempotency_key%"), { timeout: 1_500, interval: 20 }).not.toBe(0);
  await release();
  const first = await promised;
  expect([await repeat, own.answer?.isReplay]).toEqual([first, true]);
  expect(await codeOf(createPledge({ ...ctx }, input, { scope, key: newKey() }))).toBe(
    "pledge.campaign_closed",
  );
});

test("who waits too long for something else than the key is not told of a first request, but tried again", async () => {
  const key = newKey();
  const { promised, release } = await heldUp(key);
  try {
    // The second try draws another id for its event.
    await expect(promised).resolves.toMatchObject({ totalMinor: "50000" });
  } finally {
    await release();
  }
  expect([await keys(key), await pledges(key)]).toEqual([1, 1]);
});

test("an answer is kept for 72 hours and replayed until it is swept", async () => {
  const key = newKey();
  const first = await give(key);
  await age(key, 71);
  expect(await sweepKeys(ctx.db, 72, 1_000)).toBe(0);
  expect(await give(key)).toEqual({ data: first.data, isReplay: true });
});

test("a repeat of a swept key is told so, makes no second pledge and leaves no key", async () => {
  const key = newKey();
  await give(key);
  await age(key, 73);
  expect(await sweepKeys(ctx.db, 72, 1_000)).toBe(1);

  const repeats = await Promise.all(Array.from({ length: 5 }, () => codeOf(give(key))));
  expect(new Set(repeats)).toEqual(new Set(["idempotency.expired"]));
  expect(await codeOf(give(key, { giftMinor: "60000" }))).toBe("idempotency.expired");
  // Neither may a refusal by a rule say that nothing was charged under this key.
  expect(await codeOf(give(key, { giftMinor: "0" }))).toBe("idempotency.expired");
  expect([await keys(key), await pledges(key)]).toEqual([0, 1]);
});

test("a repeat that meets the sweep is told so as well", async () => {
  const key = newKey();
  await give(key);
  const sweep = await ctx.db.pool.connect();
  await sweep.query("begin");
  await sweep.query("delete from idempotency_key where key = $1", [key]);
  const repeat = codeOf(give(key));
  await expect
    .poll(() =>
      ctx.db.query(
        sql`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      ),
    )
    .toHaveLength(1);
  await sweep.query("commit");
  sweep.release();
  expect(await repeat).toBe("idempotency.expired");
  expect(await pledges(key)).toBe(1);
});

test("a sweep is bounded, and takes the oldest first", async () => {
  const [young, old, older] = [newKey(), newKey(), newKey()];
  for (const [key, hours] of [
    [young, 1],
    [old, 80],
    [older, 90],
  ] as const) {
    await give(key);
    await age(key, hours);
  }
  expect(await sweepKeys(ctx.db, 72, 1)).toBe(1);
  expect([await keys(young), await keys(old), await keys(older)]).toEqual([1, 1, 0]);
});
