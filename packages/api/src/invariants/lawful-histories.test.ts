import { checkInvariants, describeViolations, violated } from "@careforall/db/invariants";
import { afterAll, expect, test } from "vitest";
import { settleConsumers } from "../outbox/index.ts";
import { createTestContext, giveGift, liveLawfulHistories } from "../testing/index.ts";

const bench = await createTestContext();
afterAll(() => bench.drop());

test("no invariant accuses a lawful history, whether or not the consumers have run", async () => {
  await liveLawfulHistories(bench);
  expect(await whatHappened()).toEqual({
    held: ["amount_mismatch", "currency_mismatch", "risk_hold", "second_capture"],
    cases: ["amount_mismatch", "currency_mismatch", "risk_hold", "second_capture", "unknown_charge"],
    ends: ["cancelled", "expired", "failed"],
    ranks: [0, 10, 20, 30, 40],
    news: ["review_explained", "review_raised", "stale"],
    decisions: ["accepted", "refunded"],
    notices: ["ignored", "moved", "unattributed", "unmatched", "waiting"],
  });

  const before = await checkInvariants(bench.ctx.db);
  expect(describeViolations(before.filter(({ kind }) => kind === "safety"))).toBe("");
  // What is late: nothing has been counted yet.
  expect(violated(before).map(({ id }) => id)).toEqual(["I-40", "I-56"]);

  await settleConsumers(bench.ctx);
  expect(describeViolations(await checkInvariants(bench.ctx.db))).toBe("");
});

test("gifts between two passes of the consumers and receipts that are not sent are lawful", async () => {
  await giveGift(bench);
  await settleConsumers({ ...bench.ctx, isMuted: true });
  await giveGift(bench);

  const verdicts = await checkInvariants(bench.ctx.db, { kinds: ["safety"] });
  expect(describeViolations(verdicts)).toBe("");
});

test("what is forgotten after its time is not missed", async () => {
  await bench.ctx.db.prisma.idempotencyKey.deleteMany();
  await bench.ctx.db.prisma.inbox.deleteMany({ where: { verdict: "rejected" } });

  const verdicts = await checkInvariants(bench.ctx.db, { kinds: ["safety"] });
  expect(describeViolations(verdicts)).toBe("");
});

/** The different fates in the database: a history that did not come about would prove nothing. */
async function whatHappened() {
  const { prisma } = bench.ctx.db;
  const payments = await prisma.payment.findMany();
  const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)].toSorted();
  const present = (value: string | null) => value !== null;
  return {
    held: distinct(payments.map(({ heldAs }) => heldAs).filter(present)),
    cases: distinct((await prisma.moneyException.findMany()).map(({ kind }) => kind)),
    decisions: distinct(
      (await prisma.moneyException.findMany()).map(({ decision }) => decision).filter(present),
    ),
    ends: distinct(payments.map(({ endReason }) => endReason).filter(present)),
    ranks: distinct(payments.map(({ rank }) => rank)),
    news: distinct((await prisma.paymentNews.findMany()).map(({ why }) => why)),
    notices: distinct(
      (await prisma.inbox.findMany({ where: { verdict: "accepted" } })).map(
        ({ outcome }) => outcome ?? "waiting",
      ),
    ),
  };
}
