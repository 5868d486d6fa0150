import { afterAll, expect, test } from "vitest";
import { sql } from "@careforall/db/client";
import { AppError } from "@careforall/domain/shared";
import { createTestCampaign, createTestContext, giftInput, newKey } from "../testing/index.ts";
import { createPledge } from "./create-pledge.ts";

const { ctx, campaign, drop } = await createTestContext();
afterAll(drop);

const scope = "test:pledge.create";
const give = (key: string, more = {}) => {
  const own = { ...ctx };
  return createPledge(own, giftInput(campaign, more), { scope, key }).then((data) => ({
    data,
    answer: own.answer,
  }));
};
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no refusal",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const countByKey = (key: string) => ctx.db.prisma.pledge.count({ where: { key } });

test("ten impatient clicks make one pledge, one event, and ten equal answers", async () => {
  const key = newKey();
  const answers = await Promise.all(Array.from({ length: 10 }, () => give(key)));
  expect(new Set(answers.map(({ answer }) => answer?.text)).size).toBe(1);
  expect(answers.filter(({ answer }) => answer?.isReplay === false)).toHaveLength(1);
  expect(await countByKey(key)).toBe(1);
  const { id } = await ctx.db.prisma.pledge.findFirstOrThrow({ where: { key } });
  expect(await ctx.db.prisma.outbox.count({ where: { subjectId: id, type: "pledge.created" } })).toBe(1);
});

test("the same key with another amount is refused and writes nothing", async () => {
  const key = newKey();
  await give(key);
  expect(await codeOf(give(key, { giftMinor: "60000" }))).toBe("idempotency.key_reused");
  expect(await countByKey(key)).toBe(1);
});

test("two spellings of one request are one request", async () => {
  const key = newKey();
  const { answer } = await give(key, { donorName: "  Rina ", donorEmail: "RINA@example.org" });
  const again = await give(key, { donorEmail: "rina@example.org", donorName: "Rina", tipMinor: "0" });
  expect(again.answer).toEqual({ text: answer?.text, isReplay: true });
});

test("another scope's equal key is another key", async () => {
  const key = newKey();
  const first = await give(key);
  const other = await createPledge({ ...ctx }, giftInput(campaign), { scope: "form:pledge.create", key });
  expect(other.token).not.toBe(first.data.token);
});

test("a refusal leaves nothing behind, not even its key, and is decided anew", async () => {
  const closed = await createTestCampaign(ctx.db, { status: "closing" });
  const key = newKey();
  const input = giftInput(closed);
  expect(await codeOf(createPledge({ ...ctx }, input, { scope, key }))).toBe("pledge.campaign_closed");
  expect(await ctx.db.prisma.idempotencyKey.count({ where: { key } })).toBe(0);
  await ctx.db.prisma.campaign.update({ where: { id: closed.id }, data: { status: "active" } });
  await expect(createPledge({ ...ctx }, input, { scope, key })).resolves.toMatchObject({
    totalMinor: "50000",
  });
});

test("an unknown campaign is not found", async () => {
  expect(await codeOf(give(newKey(), { campaignSlug: "no-such-campaign" }))).toBe("campaign.not_found");
});

test.each([
  ["zero", { giftMinor: "0" }, "pledge.amount_too_small"],
  ["too much", { giftMinor: "50000001" }, "pledge.amount_too_large"],
  ["another currency", { currency: "USD" as const }, "pledge.wrong_currency"],
])("%s is refused by name", async (_name, more, code) => {
  expect(await codeOf(give(newKey(), more))).toBe(code);
});

test.each([
  ["a negative amount", { giftMinor: "-1" }],
  ["a fraction", { giftMinor: "1.5" }],
  ["a huge amount", { giftMinor: "9".repeat(19) }],
  ["a name with a line break", { donorName: "Rina\r\nBcc: all" }],
  ["no e-mail", { donorEmail: "rina" }],
  ["a long message", { message: "x".repeat(281) }],
  ["an unknown field", { totalMinor: "1" }],
])("%s does not pass the schema", async (_name, more) => {
  await expect(give(newKey(), more)).rejects.toMatchObject({ name: "ZodError" });
});

test("if the event cannot be written, there is no pledge either", async () => {
  const key = newKey();
  const broken = { ...ctx, origin: { requestId: "x".repeat(65), traceparent: null } };
  await expect(createPledge(broken, giftInput(campaign), { scope, key })).rejects.toThrow(/too long/);
  expect(await countByKey(key)).toBe(0);
});

test("a second click that comes while the first is under way waits at most 2 s and is told to come back", async () => {
  const key = newKey();
  const holder = await ctx.db.pool.connect();
  await holder.query("begin");
  await holder.query(
    "insert into idempotency_key (scope, key, request_hash, created_at) values ($1, $2, repeat('0', 64), now())",
    [scope, key],
  );
  try {
    expect(await codeOf(give(key))).toBe("idempotency.in_flight");
  } finally {
    await holder.query("rollback");
    holder.release();
  }
  await expect(give(key)).resolves.toMatchObject({ answer: { isReplay: false } });
});

test("a second click that comes while the first is being written gets the first one's answer", async () => {
  const key = newKey();
  const holder = await ctx.db.pool.connect();
  const waiting = async () =>
    (
      await ctx.db.query(
        sql`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    ).length;
  // The first has written its key, pledge and event, and waits here for its campaign, which the pledge names.
  await holder.query("begin");
  await holder.query("select from campaign where id = $1 for update", [campaign.id]);
  const first = give(key);
  await expect.poll(waiting, { interval: 20 }).toBe(1);
  const second = give(key);
  await expect.poll(waiting, { interval: 20 }).toBe(2);
  await holder.query("rollback");
  holder.release();
  expect(await second).toMatchObject({ answer: { text: (await first).answer?.text, isReplay: true } });
  expect(await countByKey(key)).toBe(1);
});
