import type { Context } from "@careforall/api/context";
import { replayDeadLetter } from "@careforall/api/dead-letter";
import { dispatchEvents, type Forwarder } from "@careforall/api/dispatch";
import { refreshGauges } from "@careforall/api/health";
import { settleConsumers } from "@careforall/api/outbox";
import { createTestContext, giveGift, promiseGift } from "@careforall/api/testing";
import { failLeased, leaseDeliveries, readLag } from "@careforall/db/outbox";
import { afterAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { createForwarder } from "./http-forwarder.ts";
import { answering, startReceiver } from "./testing/receiver.ts";

const SECRET = "whsec_Hq3rS6W0m2fX9dYtB1vKzL8nP5cJ7uGa";
const bench = await createTestContext();
afterAll(bench.drop);
const ctx: Context = { ...bench.ctx, config: { ...bench.ctx.config, forwardsEvents: true } };
const running = new AbortController().signal;

beforeEach(async () => {
  // What an earlier test left waiting is not this one's business.
  await bench.owner.pool.query("delete from delivery where consumer = 'dispatch'");
});

async function receiving() {
  const receiver = await startReceiver();
  onTestFinished(receiver.stop);
  return { receiver, forwarder: createForwarder({ url: receiver.url, secrets: [SECRET] }) };
}

/** One event that waits to be forwarded; answers its id. */
async function waitingEvent(): Promise<string> {
  await promiseGift(bench);
  await settleConsumers(ctx);
  const [latest] = await waiting();
  if (latest === undefined) throw new Error("no event waits");
  await bench.owner.prisma.delivery.deleteMany({
    where: { consumer: "dispatch", doneAt: null, eventId: { not: latest.eventId } },
  });
  return latest.eventId;
}
const waiting = () =>
  ctx.db.prisma.delivery.findMany({
    where: { consumer: "dispatch", doneAt: null },
    orderBy: { createdAt: "desc" },
  });
const deliveryOf = (eventId: string) =>
  ctx.db.prisma.delivery.findUniqueOrThrow({
    where: { consumer_eventId: { consumer: "dispatch", eventId } },
  });
const makeDue = () =>
  ctx.db.pool.query(
    "update delivery set next_try_at = now() where consumer = 'dispatch' and done_at is null and dead_at is null",
  );
const pass = (forwarder: Forwarder) => dispatchEvents(ctx, forwarder, running);
async function passAll(forwarder: Forwarder): Promise<void> {
  while ((await pass(forwarder)) > 0);
}

test("every event reaches the address once, as it was written, signed so that a stranger can verify it", async () => {
  const { receiver, forwarder } = await receiving();
  const { paymentId } = await giveGift(bench);
  await settleConsumers(ctx);
  await passAll(forwarder);
  await passAll(forwarder);

  const relayed = await ctx.db.prisma.outbox.findMany({
    where: { deliveries: { some: { consumer: "dispatch" } } },
  });
  expect(relayed.length).toBeGreaterThanOrEqual(5);
  expect(receiver.delivered.map(({ id }) => id).toSorted()).toEqual(relayed.map(({ id }) => id).toSorted());
  expect(receiver.delivered.every(({ isSignedWith }) => isSignedWith(SECRET))).toBe(true);
  expect(receiver.delivered.some(({ isSignedWith }) => isSignedWith(`whsec_${"AAAA".repeat(8)}`))).toBe(
    false,
  );

  const captured = relayed.find(
    ({ type, subjectId }) => type === "payment.captured" && subjectId === paymentId,
  );
  const sent = receiver.delivered.find(({ id }) => id === captured?.id);
  expect(JSON.parse(sent?.body ?? "{}")).toEqual({
    eventId: captured?.id,
    eventType: "payment.captured",
    version: 1,
    timestamp: captured?.createdAt.toISOString(),
    subjectId: paymentId,
    data: captured?.data,
    requestId: captured?.requestId,
  });
});

test("what is relayed while forwarding is off is not forwarded, now or later", async () => {
  const { receiver, forwarder } = await receiving();
  await promiseGift(bench);
  await settleConsumers(bench.ctx);
  await settleConsumers(ctx);
  await passAll(forwarder);
  expect(receiver.delivered).toEqual([]);
});

test("a receiver that was down gets the event later, under the same id, after newer ones", async () => {
  const { receiver, forwarder } = await receiving();
  const closed = await startReceiver();
  await closed.stop();
  const early = await waitingEvent();
  await pass(createForwarder({ url: closed.url, secrets: [SECRET] }));
  expect(await deliveryOf(early)).toMatchObject({
    attempts: 1,
    doneAt: null,
    deadAt: null,
    lastError: "not reached: ECONNREFUSED",
  });
  await ctx.db.pool.query(
    "update delivery set next_try_at = now() + interval '1 hour' where consumer = 'dispatch' and event_id = $1",
    [early],
  );
  await promiseGift(bench);
  await settleConsumers(ctx);
  await passAll(forwarder);
  await makeDue();
  await passAll(forwarder);
  const ids = receiver.delivered.map(({ id }) => id);
  expect(ids.at(-1)).toBe(early);
  expect(ids.filter((id) => id === early)).toHaveLength(1);
  expect(await deliveryOf(early)).toMatchObject({ attempts: 2, deadAt: null, lastError: null });
});

test("while a receiver hangs, gifts are counted, no transaction is open, and the lag is its own", async () => {
  const { receiver, forwarder } = await receiving();
  const release = Promise.withResolvers<void>();
  receiver.answer = (response) => void release.promise.then(() => response.writeHead(204).end());
  const eventId = await waitingEvent();
  const sending = pass(forwarder);
  await expect.poll(() => receiver.delivered.length).toBe(1);

  const count = async () =>
    (await ctx.db.prisma.campaignTotal.findUnique({ where: { campaignId: bench.campaign.id } }))?.giftCount ??
    0;
  const before = await count();
  await giveGift(bench);
  await settleConsumers(ctx);
  expect(await count()).toBe(before + 1);
  const open = await ctx.db.pool.query(
    "select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
  );
  expect(open.rows).toEqual([]);
  expect((await readLag(ctx.db)).outboxS).toBe(0);
  await refreshGauges(ctx, ctx.metrics);
  expect((await ctx.metrics.dispatchLag.get()).values[0]?.value).toBeGreaterThan(0);

  release.resolve();
  await sending;
  expect((await deliveryOf(eventId)).doneAt).not.toBeNull();
});

test("a receiver that does not answer in time is tried again", async () => {
  const { receiver } = await receiving();
  receiver.answer = () => undefined;
  const eventId = await waitingEvent();
  await pass(createForwarder({ url: receiver.url, secrets: [SECRET], timeoutMs: 200 }));
  expect(await deliveryOf(eventId)).toMatchObject({
    doneAt: null,
    deadAt: null,
    lastError: "no answer in time",
  });
});

test("an answer without an end counts by its status, and its connection is closed", async () => {
  const { receiver, forwarder } = await receiving();
  const closed = Promise.withResolvers<void>();
  receiver.answer = (response) => {
    response.on("close", closed.resolve).writeHead(200);
    const flood = (): void => {
      if (!response.destroyed) response.write("x".repeat(65_536), () => setImmediate(flood));
    };
    flood();
  };
  const eventId = await waitingEvent();
  await pass(forwarder);
  await closed.promise;
  expect((await deliveryOf(eventId)).doneAt).not.toBeNull();
});

test("a redirect is not followed", async () => {
  const { receiver, forwarder } = await receiving();
  const { receiver: elsewhere } = await receiving();
  receiver.answer = answering(307, { location: elsewhere.url });
  const eventId = await waitingEvent();
  await pass(forwarder);
  expect(elsewhere.delivered).toEqual([]);
  expect(await deliveryOf(eventId)).toMatchObject({
    doneAt: null,
    lastError: "answered 307: redirects are not followed",
  });
});

test("410 is a dead letter at once; its replay sends the same id and body again", async () => {
  const { receiver, forwarder } = await receiving();
  receiver.answer = answering(410);
  const eventId = await waitingEvent();
  await pass(forwarder);
  expect((await deliveryOf(eventId)).deadAt).not.toBeNull();
  await makeDue();
  expect(await pass(forwarder)).toBe(0);

  receiver.answer = answering(200);
  const cause = { who: "rina", reason: "they want it after all" };
  await replayDeadLetter(ctx, { source: "delivery", id: `dispatch/${eventId}` }, cause);
  await pass(forwarder);
  expect(await deliveryOf(eventId)).toMatchObject({ attempts: 1, deadAt: null, doneAt: expect.any(Date) });
  expect(receiver.delivered.map(({ id }) => id)).toEqual([eventId, eventId]);
  expect(receiver.delivered[1]?.body).toBe(receiver.delivered[0]?.body);
});

test("a busy receiver is left alone for as long as it asks, up to an hour", async () => {
  const { receiver, forwarder } = await receiving();
  const eventId = await waitingEvent();
  const waitsBetween = async (status: number, retryAfter: string, from: string, to: string) => {
    receiver.answer = answering(status, { "retry-after": retryAfter });
    await ctx.db.pool.query("update delivery set attempts = 0, next_try_at = now() where event_id = $1", [
      eventId,
    ]);
    await pass(forwarder);
    const { rows } = await ctx.db.pool.query(
      "select next_try_at > now() + $2::interval and next_try_at <= now() + $3::interval as is_so from delivery where event_id = $1 and consumer = 'dispatch'",
      [eventId, from, to],
    );
    return rows[0].is_so;
  };
  expect(await waitsBetween(429, "1800", "20 minutes", "30 minutes")).toBe(true);
  expect(await waitsBetween(503, "999999", "50 minutes", "60 minutes")).toBe(true);
  expect(await waitsBetween(500, "1800", "-1 hour", "1 minute")).toBe(true);
});

test("the fifteenth failure is a dead letter", async () => {
  const { receiver, forwarder } = await receiving();
  receiver.answer = answering(500);
  const eventId = await waitingEvent();
  await ctx.db.pool.query("update delivery set attempts = 13 where event_id = $1", [eventId]);
  await pass(forwarder);
  expect(await deliveryOf(eventId)).toMatchObject({ attempts: 14, deadAt: null });
  await makeDue();
  await pass(forwarder);
  expect(await deliveryOf(eventId)).toMatchObject({
    attempts: 15,
    deadAt: expect.any(Date),
    lastError: "answered 500",
  });
});

test("a worker that dies between sending and noting sends again, under the same id, when its lease is over", async () => {
  const { receiver, forwarder } = await receiving();
  const eventId = await waitingEvent();
  const dying: Forwarder = {
    forward: async (envelope, signal) => {
      await forwarder.forward(envelope, signal);
      throw new Error("the worker dies here");
    },
  };
  await expect(pass(dying)).rejects.toThrow("the worker dies here");
  expect(await pass(forwarder)).toBe(0);
  await makeDue();
  expect(await pass(forwarder)).toBe(1);
  expect(receiver.delivered.map(({ id }) => id)).toEqual([eventId, eventId]);
  expect((await deliveryOf(eventId)).doneAt).not.toBeNull();
});

test("a slow worker's failure says nothing about a delivery that another has taken over", async () => {
  const eventId = await waitingEvent();
  const [first] = await leaseDeliveries(ctx.db, 1, 60_000);
  await makeDue();
  const [second] = await leaseDeliveries(ctx.db, 1, 60_000);
  expect([first?.attempts, second?.attempts]).toEqual([1, 2]);
  await failLeased(ctx.db, { eventId, attempts: 1, error: "too late", delayMs: 1, isLast: true });
  expect(await deliveryOf(eventId)).toMatchObject({ attempts: 2, deadAt: null, lastError: null });
});

test("four workers at once send each event once", async () => {
  const { receiver, forwarder } = await receiving();
  for (let gift = 0; gift < 8; gift++) await giveGift(bench);
  await settleConsumers(ctx);
  const expected = (await waiting()).map(({ eventId }) => eventId);
  await Promise.all(Array.from({ length: 4 }, () => passAll(forwarder)));
  expect(receiver.delivered.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
  expect(await waiting()).toEqual([]);
});

test("while a secret is replaced, both the old and the new one verify", async () => {
  const { receiver } = await receiving();
  const next = "whsec_b7Rk2LwQ9sVd4XyZ1mTgC6nHf8JpU3aE";
  await waitingEvent();
  await pass(createForwarder({ url: receiver.url, secrets: [SECRET, next] }));
  expect(receiver.delivered.map(({ isSignedWith }) => [isSignedWith(SECRET), isSignedWith(next)])).toEqual([
    [true, true],
  ]);
});

test("stopping ends a try at once and notes nothing: the event is due again when the lease is over", async () => {
  const { receiver, forwarder } = await receiving();
  receiver.answer = () => undefined;
  const eventId = await waitingEvent();
  const stopping = new AbortController();
  const sending = dispatchEvents(ctx, forwarder, stopping.signal);
  await expect.poll(() => receiver.delivered.length).toBe(1);
  stopping.abort();
  await sending;
  expect(await deliveryOf(eventId)).toMatchObject({
    attempts: 1,
    doneAt: null,
    deadAt: null,
    lastError: null,
  });
  expect(await dispatchEvents(ctx, forwarder, stopping.signal)).toBe(0);
});
