import { replayDeadLetter } from "@careforall/api/dead-letter";
import { settleConsumers } from "@careforall/api/outbox";
import { createTestContext, giveGift } from "@careforall/api/testing";
import { AppError } from "@careforall/domain/shared";
import { afterAll, expect, test } from "vitest";
import type { Mail, Mailer } from "../message/mailer.ts";
import { startQueue } from "./start-queue.ts";

const bench = await createTestContext();
const { ctx } = bench;
afterAll(bench.drop);

/** A mail server that does what the test says, and remembers what it took. */
function scriptedMailer(answers: readonly ("ok" | "later" | "never")[] = []) {
  const taken: Mail[] = [];
  let tries = 0;
  const mailer: Mailer = {
    send: async (mail) => {
      const answer = answers[tries++] ?? "ok";
      if (answer === "later") throw new AppError("unavailable", "message.unavailable", "try again");
      if (answer === "never") throw new AppError("refused", "message.refused", "no such address");
      taken.push(mail);
    },
    close: () => undefined,
  };
  return { mailer, taken };
}

async function giftWithReceipt(email: string) {
  const { token } = await giveGift(bench, { donorEmail: email });
  await settleConsumers(ctx);
  const pledge = await ctx.db.prisma.pledge.findUniqueOrThrow({ where: { token } });
  return ctx.db.prisma.message.findFirstOrThrow({ where: { pledgeId: pledge.id } });
}
const stateOf = async (id: string) =>
  (await ctx.db.prisma.message.findUniqueOrThrow({ where: { id } })).state;
const jobs = async () =>
  (await ctx.db.pool.query("select count(*)::int as n from graphile_worker._private_jobs")).rows[0].n;

test("a captured gift gets one receipt, in the donor's language, with its references", async () => {
  const { mailer, taken } = scriptedMailer();
  const message = await giftWithReceipt("one@example.org");
  const queue = await startQueue(ctx, mailer);
  await expect.poll(() => stateOf(message.id)).toBe("sent");
  await settleConsumers(ctx);
  await queue.stop();
  expect(taken).toHaveLength(1);
  expect(taken[0]).toMatchObject({
    to: "one@example.org",
    messageId: message.messageId,
    subject: "Receipt: Tk 500 for A heart for Rina",
  });
  expect(taken[0]?.text).toContain("Tk 500.00");
  expect(taken[0]?.text).toMatch(/Our reference: [0-9A-HJKMNP-TV-Z]{26}/);
  expect(await jobs()).toBe(0);
});

test("a mail server that is away is tried again, and the receipt is sent once", async () => {
  const { mailer, taken } = scriptedMailer(["later", "ok"]);
  const message = await giftWithReceipt("two@example.org");
  const queue = await startQueue(ctx, mailer);
  await expect.poll(() => stateOf(message.id), { timeout: 20_000 }).toBe("sent");
  await queue.stop();
  expect(taken).toHaveLength(1);
}, 30_000);

test("an address that is refused for good goes to the dead letters, and the job is over", async () => {
  const { mailer, taken } = scriptedMailer(["never"]);
  const message = await giftWithReceipt("three@example.org");
  const queue = await startQueue(ctx, mailer);
  await expect.poll(() => stateOf(message.id)).toBe("failed");
  await expect.poll(jobs).toBe(0);
  await queue.stop();
  expect(taken).toHaveLength(0);
  const letters = await ctx.db.prisma.deadLetter.findMany();
  expect(letters.filter(({ payload }) => payload.includes(message.id))).toMatchObject([
    { source: "job", attempts: 1 },
  ]);
});

test("a dead job that is played again sends its message once; after that it is refused", async () => {
  const message = await giftWithReceipt("six@example.org");
  const { mailer, taken } = scriptedMailer(["never", "ok"]);
  const queue = await startQueue(ctx, mailer);
  await expect.poll(() => stateOf(message.id)).toBe("failed");
  const letter = () =>
    ctx.db.prisma.deadLetter.findFirst({ where: { payload: { contains: message.id }, replayedAt: null } });
  await expect.poll(letter).not.toBeNull();
  const id = (await letter())?.sourceId ?? "";
  const cause = { who: "rina", reason: "the address works again" };

  await replayDeadLetter(ctx, { source: "job", id }, cause);
  await expect.poll(() => stateOf(message.id)).toBe("sent");
  await expect(replayDeadLetter(ctx, { source: "job", id }, cause)).rejects.toMatchObject({
    code: "dead_letter.already_done",
  });
  await expect.poll(jobs).toBe(0);
  await queue.stop();
  expect(taken).toHaveLength(1);
  expect(await letter()).toBeNull();
});

test("a dead job whose message was sent in the meantime is not played again", async () => {
  const message = await giftWithReceipt("seven@example.org");
  const { mailer, taken } = scriptedMailer(["never"]);
  const queue = await startQueue(ctx, mailer);
  const where = { payload: { contains: message.id } };
  await expect.poll(() => ctx.db.prisma.deadLetter.count({ where })).toBe(1);
  await queue.stop();
  const { sourceId: id } = await ctx.db.prisma.deadLetter.findFirstOrThrow({ where });
  await ctx.db.prisma.message.update({
    where: { id: message.id },
    data: { state: "sent", sentAt: new Date() },
  });
  await expect(
    replayDeadLetter(ctx, { source: "job", id }, { who: "rina", reason: "to be sure" }),
  ).rejects.toMatchObject({ code: "dead_letter.already_done" });
  expect(taken).toHaveLength(0);
  expect(await jobs()).toBe(0);
});

test("a graceful stop leaves no job locked and no heartbeat behind", async () => {
  const { mailer } = scriptedMailer();
  const message = await giftWithReceipt("four@example.org");
  const queue = await startQueue(ctx, mailer);
  await expect.poll(() => stateOf(message.id)).toBe("sent");
  await queue.stop();
  expect(await ctx.db.prisma.workerHeartbeat.count()).toBe(0);
  expect(await jobs()).toBe(0);
});

const LOOKS = 100;

test("a stop waits for the job under way: its receipt is sent once, and nothing stays locked", async () => {
  let arrived = (): void => undefined;
  let letGo = (): void => undefined;
  const isUnderWay = new Promise<void>((resolve) => (arrived = resolve));
  const mayGoOn = new Promise<void>((resolve) => (letGo = resolve));
  const taken: Mail[] = [];
  const mailer: Mailer = {
    send: async (mail) => {
      arrived();
      await mayGoOn;
      taken.push(mail);
    },
    close: () => undefined,
  };
  const message = await giftWithReceipt("eight@example.org");
  const queue = await startQueue(ctx, mailer);
  await isUnderWay;
  const stopped = queue.stop();
  // As long as it works, the pool says that it lives: another worker would take the job over, and send it too.
  for (let look = 0; look < LOOKS; look++) expect(await ctx.db.prisma.workerHeartbeat.count()).toBe(1);
  letGo();
  await stopped;
  expect(await stateOf(message.id)).toBe("sent");
  expect(taken).toHaveLength(1);
  expect(await jobs()).toBe(0);
});

const AGO_20_S = "now() - interval '20 seconds'";

test.each([
  ["fell silent", AGO_20_S],
  ["was killed before its first beat, or left without giving it back", null],
])(
  "the job of a pool that %s is taken over",
  async (_what, seenAt) => {
    const message = await giftWithReceipt("five@example.org");
    await ctx.db.pool.query(
      `update graphile_worker._private_jobs set locked_by = 'a pool that was killed', locked_at = ${AGO_20_S}, attempts = 1`,
    );
    if (seenAt !== null)
      await ctx.db.pool.query(
        `insert into worker_heartbeat values ('a pool that was killed', now() - interval '1 hour', ${seenAt})`,
      );
    const { mailer, taken } = scriptedMailer();
    const queue = await startQueue(ctx, mailer);
    await expect.poll(() => stateOf(message.id), { timeout: 25_000 }).toBe("sent");
    await queue.stop();
    expect(taken).toHaveLength(1);
  },
  40_000,
);
