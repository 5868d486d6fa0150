import { withTransaction } from "@careforall/db/client";
import { appendEvents, relayEvents } from "@careforall/db/outbox";
import { afterAll, expect, test } from "vitest";
import { refreshGauges } from "../health/index.ts";
import { createTestContext } from "../testing/index.ts";
import { runConsumers } from "./run-consumers.ts";
import { CONSUMERS, subscriptionsFor } from "./subscriptions.ts";

const bench = await createTestContext();
const ctx = { ...bench.ctx, config: { ...bench.ctx.config, forwardsEvents: true } };
afterAll(bench.drop);

const NEXT = 2;
const listeners = [...CONSUMERS, "dispatch"];
/** What a build knows that is one version ahead of this one. */
const ofNextBuild = [
  ...subscriptionsFor(true),
  { type: "payment.captured", version: NEXT, consumers: listeners },
];

const unknown = async () => {
  await refreshGauges(ctx, ctx.metrics);
  return (await ctx.metrics.unknownEvents.get()).values[0]?.value;
};
const deliveries = (eventId: string) => ctx.db.prisma.delivery.findMany({ where: { eventId } });

test("an event of a version that this build does not know waits, is counted, and is left to a build that knows it", async () => {
  const id = ctx.newId();
  const event = {
    id,
    type: "payment.captured",
    version: NEXT,
    subjectId: ctx.newId(),
    data: { from: "the future" },
  };
  await withTransaction(ctx.db, (tx) => appendEvents(tx, [event], ctx.origin));

  // This build: neither relay nor any consumer touches it.
  await runConsumers(ctx);
  expect((await ctx.db.prisma.outbox.findUniqueOrThrow({ where: { id } })).relayedAt).toBeNull();
  expect(await deliveries(id)).toEqual([]);
  expect(await unknown()).toBe(1);

  // The next build relays it, to every listener once, however often it looks.
  const relayAsNext = () => withTransaction(ctx.db, (tx) => relayEvents(tx, ofNextBuild, 10));
  expect(await relayAsNext()).toBeGreaterThanOrEqual(1);
  expect(await relayAsNext()).toBe(0);
  expect((await deliveries(id)).map(({ consumer }) => consumer).toSorted()).toEqual(listeners.toSorted());
  expect(await unknown()).toBe(0);

  // Both builds run during a deploy: this one's consumers leave the deliveries alone, without counting a try.
  await runConsumers(ctx);
  for (const delivery of await deliveries(id)) {
    expect(delivery).toMatchObject({ attempts: 0, doneAt: null, deadAt: null });
  }
  // It tells of no gift of this build's books, which are judged when the database is dropped.
  await bench.owner.prisma.delivery.deleteMany({ where: { eventId: id } });
  await bench.owner.prisma.outbox.delete({ where: { id } });
});
