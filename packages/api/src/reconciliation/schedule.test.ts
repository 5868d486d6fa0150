import { afterAll, expect, test } from "vitest";
import { sql } from "@careforall/db/client";
import { readDeepHealth, refreshGauges } from "../health/index.ts";
import { SEND_MESSAGE_TASK, sendReceipt } from "../message/index.ts";
import { createMetrics } from "../observe/index.ts";
import { settleConsumers } from "../outbox/index.ts";
import {
  createTestContext,
  expectInvariants,
  giveBack,
  giveGift,
  type Opened,
  payUnheard,
  settleRefund,
} from "../testing/index.ts";
import { runUpkeep } from "../upkeep/index.ts";
import { reconcile, RECONCILIATION_TASK, type ReconcileRequest } from "./index.ts";

// The schedule with its off switch, what operators see, and that a run writes to nobody.

const bench = await createTestContext();
const { ctx, provider } = bench;
const { prisma } = ctx.db;
afterAll(() => bench.drop());

const COMMAND = { trigger: "command", who: "rina", asksPerS: Infinity } as const;
const repair = (more: Partial<ReconcileRequest> = {}) =>
  reconcile(ctx, { ...COMMAND, isDryRun: false, ...more });

const capturesOf = ({ paymentId }: Opened) =>
  prisma.ledgerPosting.count({ where: { kind: "capture", paymentId } });

test("gifts that it posts get suppressed receipts; with mail, and by any other way, they are sent", async () => {
  const quiet = await payUnheard(bench);
  await repair();
  const loud = await payUnheard(bench);
  await repair({ isMailing: true });
  const ordinary = await giveGift(bench);
  await settleConsumers(ctx);

  const stateOf = async (gift: Opened) => {
    const pledge = await prisma.pledge.findUniqueOrThrow({ where: { token: gift.token } });
    const messages = await prisma.message.findMany({ where: { pledgeId: pledge.id } });
    return messages.map(({ template, state }) => `${template} ${state}`);
  };
  expect(await stateOf(quiet)).toEqual(["receipt suppressed"]);
  expect(await stateOf(loud)).toEqual(["receipt queued"]);
  expect(await stateOf(ordinary)).toEqual(["receipt queued"]);
});

test("a suppressed receipt is sent when a person says so, once, however often; then it is known who did", async () => {
  const quiet = await payUnheard(bench);
  const early = sendReceipt(ctx, { paymentId: quiet.paymentId, by: "Farida" });
  await expect(early).rejects.toMatchObject({ code: "receipt.not_found" });
  await repair();
  await settleConsumers(ctx);
  const send = () => sendReceipt(ctx, { paymentId: quiet.paymentId, by: "Farida" });
  const outcomes = await Promise.all(Array.from({ length: 5 }, send));
  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual([
    ...Array<string>(4).fill("on_its_way"),
    "released",
  ]);
  const { pledgeId } = await prisma.payment.findUniqueOrThrow({ where: { id: quiet.paymentId } });
  const message = await prisma.message.findFirstOrThrow({ where: { pledgeId } });
  expect(message).toMatchObject({ state: "queued", releasedBy: "Farida", releasedAt: expect.any(Date) });
  const jobs = await ctx.db.query(
    sql`select 1 from graphile_worker.jobs where key = ${`${SEND_MESSAGE_TASK}:${message.id}`}`,
  );
  expect(jobs).toHaveLength(1);

  const sentAt = new Date();
  await prisma.message.update({ where: { id: message.id }, data: { state: "sent", sentAt } });
  expect(await send()).toEqual({ outcome: "sent", sentAt });
  await expectInvariants(ctx.db);
});

test("no receipt is sent for a gift of which nothing is left", async () => {
  const gone = await payUnheard(bench);
  await repair();
  await settleConsumers(ctx);
  await settleRefund(bench, await giveBack(bench, gone, 50_000n), "refunded");
  await expect(sendReceipt(ctx, { paymentId: gone.paymentId, by: "Farida" })).rejects.toMatchObject({
    code: "receipt.refunded",
  });
});

test("every ten minutes, by schedule; attempts that the poller still asks about are left alone", async () => {
  const old = await payUnheard({ ...bench, ctx: { ...ctx, at: new Date(Date.now() - 600_000) } });
  const young = await payUnheard(bench);

  const run = { ...COMMAND, isDryRun: false, youngMs: 300_000 } as const;
  expect(await reconcile(ctx, run)).toMatchObject({
    asked: 2,
    repaired: 1,
    findings: [{ paymentId: old.paymentId }],
  });
  expect(await capturesOf(young)).toBe(0);

  expect(await repair()).toMatchObject({ repaired: 1 });
  expect(await runUpkeep(ctx, { tasks: [RECONCILIATION_TASK] })).toBe(1);
  expect(await runUpkeep(ctx, { tasks: [RECONCILIATION_TASK] })).toBe(0);
  expect(await prisma.reconciliationRun.findFirst({ where: { trigger: "schedule" } })).toMatchObject({
    who: "worker",
    isDry: false,
    error: null,
  });
});

test("switched off, the schedule does nothing, a person's run is refused, and a dry run still looks", async () => {
  const gift = await payUnheard(bench);
  const off = { ...ctx, config: { ...ctx.config, mayReconcile: false } };
  await bench.owner.prisma.upkeepTask.deleteMany();
  const before = await prisma.reconciliationRun.count();
  await runUpkeep(off, { tasks: [RECONCILIATION_TASK] });
  await expect(reconcile(off, { ...COMMAND, isDryRun: false })).rejects.toMatchObject({
    kind: "refused",
    code: "reconciliation.off",
  });
  expect(await prisma.reconciliationRun.count()).toBe(before);
  expect(await reconcile(off, { ...COMMAND, isDryRun: true })).toMatchObject({
    findings: [{ kind: "missing_here" }],
  });
  expect(await capturesOf(gift)).toBe(0);

  const metrics = createMetrics();
  await refreshGauges(off, metrics);
  expect(await metrics.registry.metrics()).toMatch(/^careforall_reconciliation_enabled 0$/m);
  expect((await readDeepHealth(off)).reconciliation).toMatchObject({ isOn: false });
  await repair();
});

test("health and metrics show the last run and what is open", async () => {
  await payUnheard(bench);
  provider.isDown = true;
  const failed = await repair();
  const health = await readDeepHealth(ctx);
  provider.isDown = false;
  expect(health.reconciliation).toMatchObject({
    isOn: true,
    open: {},
    last: { id: failed.runId, error: failed.error },
  });
  const metrics = createMetrics();
  await refreshGauges(ctx, metrics);
  const text = await metrics.registry.metrics();
  expect(text).toMatch(/^careforall_reconciliation_enabled 1$/m);
  expect(text).toMatch(/^careforall_reconciliation_open_findings\{kind="missing_there"\} 0$/m);
  expect(text).toMatch(/^careforall_reconciliation_finished_timestamp_seconds 1\d{9}/m);
  await repair();
});
