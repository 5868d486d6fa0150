import { createDb } from "@careforall/db/client";
import { money } from "@careforall/domain/money";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { confirmPayment, endPayment } from "../payment/index.ts";
import {
  captured,
  createTestContext,
  ended,
  giveGift,
  type Opened,
  openPage,
  payUnheard,
  promiseGift,
  unexpected,
} from "../testing/index.ts";
import { reconcile, type ReconcileRequest } from "./index.ts";

// How runs begin, end, break off and go on.

const bench = await createTestContext();
const { ctx, provider } = bench;
const { prisma } = ctx.db;
afterAll(() => bench.drop());

const COMMAND = { trigger: "command", who: "rina", asksPerS: Infinity } as const;
const repair = (more: Partial<ReconcileRequest> = {}) =>
  reconcile(ctx, { ...COMMAND, isDryRun: false, ...more });

const HOUR_MS = 3_600_000;

beforeEach(async () => {
  const { findings, error } = await repair();
  if (findings.length > 0 || error !== null)
    throw new Error("the test before this one leaves books that differ");
});

const charge = ({ reference, totalMinor }: Opened) =>
  captured(money(totalMinor, "BDT"), `charge-${reference}`);

const many = async (count: number): Promise<Opened[]> => {
  const gifts: Opened[] = [];
  for (let i = 0; i < count; i++) gifts.push(await payUnheard(bench));
  return gifts;
};

const capturesOf = (gifts: readonly Opened[]) =>
  prisma.ledgerPosting.count({
    where: { kind: "capture", paymentId: { in: gifts.map(({ paymentId }) => paymentId) } },
  });

/** Every question of these attempts, in the order in which they are asked; `onAsk` may break the world. */
function watchAsks(gifts: readonly Opened[], onAsk: (nth: number) => unknown = () => undefined) {
  const asked: string[] = [];
  const ask = provider.askPayment.bind(provider);
  const spy = vi.spyOn(provider, "askPayment").mockImplementation(async (question) => {
    if (gifts.some(({ reference }) => reference === question.reference)) {
      asked.push(question.reference);
      await onAsk(asked.length);
    }
    return ask(question);
  });
  return { asked, [Symbol.dispose]: () => spy.mockRestore() };
}

test("two runs at once: one works, the other is told; everything is posted once", async () => {
  const gifts = await many(12);
  const outcomes = await Promise.allSettled([repair(), repair(), repair()]);
  const refused = outcomes.filter(({ status }) => status === "rejected");
  for (const outcome of refused) {
    expect(outcome).toMatchObject({ reason: { kind: "conflict", code: "reconciliation.under_way" } });
  }
  expect(refused.length).toBeLessThan(3);
  expect(await capturesOf(gifts)).toBe(12);
  expect(await prisma.reconciliationFinding.count({ where: { paymentId: gifts[0]?.paymentId ?? "" } })).toBe(
    1,
  );
});

test("never more than four questions at once, and no transaction is open while one is asked", async () => {
  const gifts = await many(12);
  const first = Promise.withResolvers<void>();
  let begun = 0;
  let open: readonly { count: number; begun: number }[] = [];
  using _asks = watchAsks(gifts, async (nth) => {
    begun += 1;
    if (nth > 4) return;
    // The first four wait for each other; meanwhile nothing of this run is at work but they.
    if (nth === 4) {
      open = await ctx.db.query<{ count: number; begun: number }>({
        name: "open-transactions",
        text: `select count(*)::int as count from pg_stat_activity
               where datname = current_database() and state like 'idle in transaction%'`,
        values: [],
      });
      open = open.map(({ count }) => ({ count, begun }));
      first.resolve();
    }
    await first.promise;
  });
  expect(await repair()).toMatchObject({ repaired: 12 });
  expect(open).toEqual([{ count: 0, begun: 4 }]);
  expect(begun).toBe(24);
});

test("an attempt that was given up before a word that nobody understands is asked about until it is explained", async () => {
  const odd = await openPage(bench, await promiseGift(bench));
  const { paymentId } = odd;
  await endPayment(ctx, { paymentId, reason: "expired", cause: "checkout" });
  provider.knows(odd.reference, [unexpected("HALF_VALID")]);
  await confirmPayment(ctx, { paymentId, cause: "poller" });
  provider.knows(odd.reference, [charge(odd)]);
  const late = { ...ctx, at: new Date(Date.now() + 73 * HOUR_MS) };
  expect(await reconcile(late, { ...COMMAND, isDryRun: false })).toMatchObject({ repaired: 1 });
  expect(await capturesOf([odd])).toBe(1);
});

test("a failure that was followed by a capture is found within 72 hours of the end, and not after", async () => {
  const [within, after] = [
    await openPage(bench, await promiseGift(bench)),
    await openPage(bench, await promiseGift(bench)),
  ];
  for (const opened of [within, after]) {
    provider.knows(opened.reference, [ended("failed")]);
    await confirmPayment(ctx, { paymentId: opened.paymentId, cause: "webhook" });
    provider.knows(opened.reference, [ended("failed"), charge(opened)]);
  }
  const endedBefore = async (ms: number) => {
    const { endedAt } = await prisma.payment.findUniqueOrThrow({ where: { id: after.paymentId } });
    return new Date((endedAt?.getTime() ?? 0) + ms);
  };
  // The later of the two decides: a clock at which only `within` is young enough.
  await prisma.payment.update({
    where: { id: within.paymentId },
    data: { endedAt: new Date(Date.now() + 60_000) },
  });
  const late = { ...ctx, at: await endedBefore(72 * HOUR_MS + 1) };
  expect(await reconcile(late, { ...COMMAND, isDryRun: false })).toMatchObject({ repaired: 1 });
  expect(await capturesOf([within])).toBe(1);
  expect(await capturesOf([after])).toBe(0);

  const inTime = { ...ctx, at: await endedBefore(72 * HOUR_MS - 1) };
  expect(await reconcile(inTime, { ...COMMAND, isDryRun: false })).toMatchObject({ repaired: 1 });
  expect(await capturesOf([after])).toBe(1);
});

test("a process that dies between two batches leaves what it posted, and the next run goes on from there", async () => {
  const gifts = await many(45);
  const dying = createDb(ctx.db.url, { poolMax: 4, applicationName: "careforall dying" });
  const killed = Promise.withResolvers<void>();
  {
    using asks = watchAsks(gifts, async (nth) => {
      // 20 attempts and their repairs are one batch; in the second one everything of this process is gone at once.
      if (nth < 47) return undefined;
      // What is under way dies too: an answer that still came would write by a new connection, which the dead cannot.
      if (nth < 50) return new Promise(() => undefined);
      await ctx.db.query({
        name: "kill",
        text: `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
               and application_name in ('careforall dying', 'careforall upkeep reconcile')`,
        values: [],
      });
      killed.resolve();
      return new Promise(() => undefined);
    });
    // Like the promises of a dead process, this one is never settled: four of its questions never come back.
    void reconcile({ ...ctx, db: dying }, { ...COMMAND, isDryRun: false });
    await killed.promise;
    expect(asks.asked).toHaveLength(50);
  }
  expect(await capturesOf(gifts)).toBe(20);
  const broken = await prisma.reconciliationRun.findFirstOrThrow({ where: { finishedAt: null } });

  using asks = watchAsks(gifts);
  expect(await repair()).toMatchObject({ error: null, repaired: 25 });
  expect(await capturesOf(gifts)).toBe(45);
  const firstBatch = gifts.slice(0, 20).map(({ reference }) => reference);
  expect(asks.asked.filter((reference) => firstBatch.includes(reference))).toEqual([]);
  const { findings, ...run } = await prisma.reconciliationRun.findUniqueOrThrow({
    where: { id: broken.id },
    include: { findings: true },
  });
  const signsOfLife = [run.aliveAt, ...findings.map(({ foundAt }) => foundAt)];
  expect(run).toMatchObject({
    // When it died, as far as anybody knows, and not when that was noticed.
    finishedAt: new Date(Math.max(...signsOfLife.map((at) => at?.getTime() ?? 0))),
    error: expect.stringContaining("process ended"),
  });
  await dying.close();
});

test("a provider that falls silent half-way ends the run with its reason; what was repaired stays; silence is no news", async () => {
  const paid = await many(30);
  const unpaid = await giveGift(bench);
  let run;
  {
    using _asks = watchAsks(paid, (nth) => {
      if (nth > 45) provider.isDown = true;
    });
    run = await repair();
  }
  expect(run).toMatchObject({
    error: expect.stringContaining("did not answer 5 questions in a row"),
    repaired: 20,
  });
  expect(await capturesOf(paid)).toBe(20);
  expect(run.findings.filter(({ kind }) => kind !== "missing_here")).toEqual([]);

  // While it is silent, nothing is called missing there, not even what a statement leaves out.
  const window = { from: new Date(Date.now() - HOUR_MS), to: new Date(Date.now() + HOUR_MS) };
  const silent = await repair({ window });
  expect(silent.error).toContain("did not answer");
  expect(await prisma.reconciliationFinding.count({ where: { kind: "missing_there" } })).toBe(0);
  expect(await capturesOf([unpaid])).toBe(1);

  provider.isDown = false;
  expect(await repair()).toMatchObject({ error: null, repaired: 10 });
  expect(await capturesOf(paid)).toBe(30);
});

test("one attempt about which nothing can be recorded does not keep the others from being looked at", async () => {
  const [odd, ...others] = await many(45);
  {
    using _asks = watchAsks(odd === undefined ? [] : [odd], () => {
      throw new TypeError("a defect of ours");
    });
    await expect(repair()).rejects.toThrow("a defect of ours");
    expect(await capturesOf(others)).toBe(44);
  }
  expect(await repair()).toMatchObject({ error: null, repaired: 1 });
});

test("a provider that answers none of a few questions is down too", async () => {
  const [gift] = await many(1);
  provider.isDown = true;
  const run = await repair();
  provider.isDown = false;
  expect(run).toMatchObject({ asked: 1, silent: 1, error: expect.stringContaining("none of 1 questions") });
  expect(await repair()).toMatchObject({ repaired: 1 });
  expect(gift).toBeDefined();
});

test("told to end, a run stops asking, keeps what it has done, and the next one goes on", async () => {
  const gifts = await many(45);
  const ending = new AbortController();
  {
    using _asks = watchAsks(gifts, (nth) => {
      if (nth === 42) ending.abort();
    });
    expect(await repair({ signal: ending.signal })).toMatchObject({
      error: expect.stringContaining("told to end"),
      repaired: 20,
    });
  }
  using asks = watchAsks(gifts);
  expect(await repair()).toMatchObject({ error: null, repaired: 25 });
  expect(asks.asked).not.toContain(gifts[0]?.reference);
});
