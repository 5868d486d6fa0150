import { listDeadLetters } from "@careforall/db/dead-letter";
import { afterAll, expect, test } from "vitest";
import { settleConsumers } from "../outbox/index.ts";
import { processNotices, receiveNotice } from "../payment/index.ts";
import { createTestContext, giveGift, noticeAbout, openPage, promiseGift } from "../testing/index.ts";
import { replayAllDeadLetters, replayDeadLetter } from "./index.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(bench.drop);

const cause = { who: "rina", reason: "the provider is back" };
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );

/** A delivery of a fresh gift that was given up before it was applied. */
async function deadDelivery() {
  const { paymentId } = await giveGift(bench);
  const event = await ctx.db.prisma.outbox.findFirstOrThrow({
    where: { subjectId: paymentId, type: "payment.captured" },
  });
  await ctx.db.pool.query(
    `with relayed as (update outbox set relayed_at = now() where id = $1 returning id)
     insert into delivery (consumer, event_id, created_at, next_try_at, attempts, last_error, dead_at)
     select c, id, now(), now(), 12, 'a bug', now()
     from relayed, unnest(array['totals', 'public_gifts', 'receipts']) c`,
    [event.id],
  );
  return { event, id: (consumer: string) => `${consumer}/${event.id}` };
}
const giftCount = async () =>
  (await ctx.db.prisma.campaignTotal.findUnique({ where: { campaignId: bench.campaign.id } }))?.giftCount ??
  0;

test("a dead delivery that is played again applies once, and one that was applied is refused", async () => {
  const before = await giftCount();
  const dead = await deadDelivery();
  await settleConsumers(ctx);
  expect(await giftCount()).toBe(before);

  await replayDeadLetter(ctx, { source: "delivery", id: dead.id("totals") }, cause);
  await settleConsumers(ctx);
  expect(await giftCount()).toBe(before + 1);

  expect(await codeOf(replayDeadLetter(ctx, { source: "delivery", id: dead.id("totals") }, cause))).toBe(
    "dead_letter.already_done",
  );
  await settleConsumers(ctx);
  expect(await giftCount()).toBe(before + 1);

  expect((await replayAllDeadLetters(ctx, "delivery", cause)).replayed).toBe(2);
  await settleConsumers(ctx);
  expect(await listDeadLetters(ctx.db, null, 10)).toEqual([]);
});

test("ten people who play one delivery again make one replay and one effect", async () => {
  const before = await giftCount();
  const dead = await deadDelivery();
  const name = { source: "delivery", id: dead.id("totals") } as const;
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => codeOf(replayDeadLetter(ctx, name, cause))),
  );
  expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
  expect(new Set(answers)).toEqual(new Set(["done", "dead_letter.still_waiting"]));
  expect(await ctx.db.prisma.deadLetterReplay.count({ where: { sourceId: name.id } })).toBe(1);
  await replayAllDeadLetters(ctx, null, cause);
  await settleConsumers(ctx);
  expect(await giftCount()).toBe(before + 1);
});

test("a repeat of a dead notification revives nothing; a replay does, with all its tries and a record", async () => {
  const opened = await openPage(bench, await promiseGift(bench));
  bench.provider.isDown = true;
  await receiveNotice(ctx, "sslcommerz", noticeAbout(opened.reference));
  const { id } = await ctx.db.prisma.inbox.findFirstOrThrow({ where: { reference: opened.reference } });
  await ctx.db.pool.query("update inbox set attempts = 14 where id = $1", [id]);
  await processNotices(ctx);
  expect(await codeOf(replayDeadLetter(ctx, { source: "inbox", id }, cause))).toBe("done");
  await ctx.db.pool.query("update inbox set attempts = 14, next_try_at = now() where id = $1", [id]);
  await processNotices(ctx);
  const dead = await ctx.db.prisma.inbox.findUniqueOrThrow({ where: { id } });
  expect(dead.deadAt).not.toBeNull();
  bench.provider.isDown = false;

  await receiveNotice(ctx, "sslcommerz", noticeAbout(opened.reference));
  expect(await ctx.db.prisma.inbox.findUniqueOrThrow({ where: { id } })).toMatchObject({
    repeats: 1,
    deadAt: dead.deadAt,
  });
  expect(await processNotices(ctx)).toBe(0);

  await replayDeadLetter(ctx, { source: "inbox", id }, cause);
  expect(await ctx.db.prisma.inbox.findUniqueOrThrow({ where: { id } })).toMatchObject({ attempts: 0 });
  expect(await processNotices(ctx)).toBe(1);
  expect((await ctx.db.prisma.inbox.findUniqueOrThrow({ where: { id } })).processedAt).not.toBeNull();
  expect(await ctx.db.prisma.deadLetterReplay.findMany({ where: { sourceId: id } })).toMatchObject([
    cause,
    { ...cause, source: "inbox", attempts: 15, error: expect.any(String) },
  ]);
  expect(await codeOf(replayDeadLetter(ctx, { source: "inbox", id }, cause))).toBe(
    "dead_letter.already_done",
  );
});

test.each([
  ["inbox", "0198c0de-0000-7000-8000-000000000000"],
  ["inbox", "not an id"],
  ["delivery", "totals"],
  ["job", "4711"],
] as const)("an unknown %s %s is named", async (source, id) => {
  expect(await codeOf(replayDeadLetter(ctx, { source, id }, cause))).toBe("dead_letter.not_found");
});

test("a replay says who and why, and its record can be neither changed nor removed", async () => {
  await expect(
    replayDeadLetter(ctx, { source: "job", id: "1" }, { who: " ", reason: "x" }),
  ).rejects.toMatchObject({
    name: "ZodError",
  });
  for (const change of ["update dead_letter_replay set who = 'x'", "delete from dead_letter_replay"]) {
    await expect(bench.owner.pool.query(change)).rejects.toThrow(/append-only/);
  }
});
