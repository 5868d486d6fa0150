import type { Db } from "@careforall/db/client";
import { sql } from "@careforall/db/client";
import { attemptsOf, exceptionsOf, lettersAbout, postingsOf, sumOf, tranIdOf } from "../support/books.ts";
import { refundByCommand } from "../support/money-command.ts";
import { postCheckout, postPledge, readGift } from "../support/rest.ts";
import {
  endOf,
  movedSince,
  openAgain,
  openScenarioGift,
  scenarioTotals,
  termsOf,
} from "../support/scenario.ts";
import { chargesOf, simulator } from "../support/simulator.ts";
import { expect, test } from "../support/test.ts";
import { expectGivenOnce, expectNeverBackward, expectNothingTaken, netOf } from "../support/witness.ts";

// The states of a payment: each lawful step, and each forbidden one (docs/testing.md lists the 38 scenarios).

/** Four starts of a command, each a second on an idle machine and several on a busy one. */
const COMMANDS_TIMEOUT_MS = 120_000;

/** Waits until every accepted notification about a reference has been acted upon. */
const expectAllRead = (db: Db, tranId: string, letters: number): Promise<void> =>
  expect
    .poll(async () => (await lettersAbout(db, tranId)).map(({ isProcessed }) => isProcessed))
    .toEqual(Array.from({ length: letters }, () => true));

/** Held money: in suspense with a case, received in the donor's words, and in no total. */
async function expectHeld(db: Db, token: string, held: { kind: string; amountMinor: bigint }): Promise<void> {
  await expect.poll(() => exceptionsOf(db, token)).toEqual([held.kind]);
  const postings = await postingsOf(db, token);
  expect(postings.map(sumOf)).toEqual(postings.map(() => 0n));
  expect(netOf(postings, "suspense")).toBe(-held.amountMinor);
}

test("SM-01 promised, page open, captured: every lawful step once, and the gift's status follows", async ({
  email,
  db,
}) => {
  const before = await scenarioTotals();
  const created = await postPledge(termsOf(email));
  const token = created.body.data?.token ?? "";
  expect((await readGift(token)).status).toBe("pending");
  const tranId = await openAgain(db, token);
  expect((await readGift(token)).status).toBe("payment_initiated");
  await simulator.pay({ tranId, outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
  expect((await attemptsOf(db, token)).map(({ steps }) => steps)).toEqual([
    ["pending", "authorized", "captured"],
  ]);
  expect(await movedSince(before)).toEqual({ raisedMinor: 500_00n, gifts: 1 });
});

test("SM-02 captured stays captured: a failure that comes later changes nothing, nor can anybody write it", async ({
  email,
  db,
}) => {
  const { token, tranId } = await openScenarioGift(db, email);
  await simulator.pay({ tranId, outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
  const [before] = await attemptsOf(db, token);
  const totals = await scenarioTotals();

  await simulator.sendIpn({ tranId, mode: "late_failed" });
  await expectAllRead(db, tranId, 2);
  expect(await attemptsOf(db, token)).toEqual([before]);
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
  expect((await scenarioTotals()).raisedMinor).toBe(totals.raisedMinor);

  const id = before?.id ?? "";
  await expect(db.query(sql`update payment set rank = 30 where id = ${id}::uuid`)).rejects.toThrow();
  await expect(db.query(sql`update payment set captured_at = null where id = ${id}::uuid`)).rejects.toThrow();
  expect(await attemptsOf(db, token)).toEqual([before]);
});

test("SM-03 failed, then captured at the same page: the late success counts, once", async ({ email, db }) => {
  const before = await scenarioTotals();
  const { token, tranId } = await openScenarioGift(db, email);
  await simulator.pay({ tranId, outcome: "insufficient_funds" });
  expect(await endOf(db, token)).toBe("failed");
  await expectNothingTaken(db, token, email);
  await simulator.pay({ tranId, outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
  const [steps] = (await attemptsOf(db, token)).map((attempt) => attempt.steps);
  expect(steps?.slice(0, 2)).toEqual(["pending", "failed"]);
  expect(steps?.at(-1)).toBe("captured");
  expect(await movedSince(before)).toEqual({ raisedMinor: 500_00n, gifts: 1 });
});

test("SM-04 an expired page is not charged, and the same gift may be paid at a new one", async ({
  email,
  db,
}) => {
  const { token, tranId } = await openScenarioGift(db, email);
  await simulator.pay({ tranId, outcome: "expire" });
  expect(await endOf(db, token)).toBe("expired");
  expect(await readGift(token)).toMatchObject({
    truth: "not_charged",
    endReason: "expired",
    status: "failed",
  });
  await expectNothingTaken(db, token, email);
  await simulator.pay({ tranId: await openAgain(db, token), outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n, attempts: 2 });
});

test("SM-05 a cancelled page is not charged; money that comes from the donor's other tab still counts", async ({
  email,
  db,
}) => {
  const before = await scenarioTotals();
  const { token, tranId } = await openScenarioGift(db, email);
  await simulator.pay({ tranId, outcome: "cancel" });
  expect(await endOf(db, token)).toBe("cancelled");
  expect(await readGift(token)).toMatchObject({
    truth: "not_charged",
    endReason: "cancelled",
    mayRetry: true,
  });
  await expectNothingTaken(db, token, email);
  await simulator.pay({ tranId, outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
  expect(await movedSince(before)).toEqual({ raisedMinor: 500_00n, gifts: 1 });
});

test("SM-06 paid twice: the first money is the gift, the second waits in suspense for staff", async ({
  email,
  db,
}) => {
  const before = await scenarioTotals();
  const { token, tranId } = await openScenarioGift(db, email);
  await simulator.pay({ tranId, outcome: "insufficient_funds" });
  expect(await endOf(db, token)).toBe("failed");
  await simulator.pay({ tranId: await openAgain(db, token), outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n, attempts: 2 });

  await simulator.pay({ tranId, outcome: "success" });
  await expectHeld(db, token, { kind: "second_capture", amountMinor: 500_00n });
  const attempts = await attemptsOf(db, token);
  expect(attempts.map(({ isCaptured, heldAs }) => ({ isCaptured, heldAs }))).toEqual([
    { isCaptured: true, heldAs: "second_capture" },
    { isCaptured: true, heldAs: null },
  ]);
  expect(netOf(await postingsOf(db, token), "campaign_payable")).toBe(-500_00n);
  expect(await chargesOf(attempts.map(({ reference }) => reference))).toMatchObject({ count: 2 });
  await expectNeverBackward(db, token);
  expect(await movedSince(before)).toEqual({ raisedMinor: 500_00n, gifts: 1 });
  expect(await simulator.mailTo(email)).toHaveLength(1);
});

test("SM-07 another amount was really taken: suspense and a case for staff, total unchanged, the donor told the truth", async ({
  page,
  email,
  db,
}) => {
  const before = await scenarioTotals();
  const { token, tranId } = await openScenarioGift(db, email);
  await simulator.pay({ tranId, outcome: "success", amountMinor: "45000" });
  await expectHeld(db, token, { kind: "amount_mismatch", amountMinor: 450_00n });
  expect(netOf(await postingsOf(db, token), "campaign_payable")).toBe(0n);
  expect(await readGift(token)).toMatchObject({
    truth: "received",
    isHeld: true,
    isCounted: false,
    mayRetry: false,
  });
  await page.goto(`/en/gifts/${token}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(
    "A person looks at it before it is counted.",
  );
  const again = await postCheckout(token);
  expect([again.status, again.body.error?.code]).toEqual([422, "pledge.already_paid"]);
  expect(await movedSince(before)).toEqual({ raisedMinor: 0n, gifts: 0 });
});

test("SM-08 five notifications in parallel: one capture, one posting, one row of the inbox", async ({
  email,
  db,
}) => {
  const before = await scenarioTotals();
  const { token, tranId } = await openScenarioGift(db, email);
  await simulator.pay({ tranId, outcome: "success", ipn: false });
  const answers = await simulator.sendIpn({ tranId, mode: "repeat", copies: 5, parallel: true });
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  await expectAllRead(db, tranId, 1);
  expect((await lettersAbout(db, tranId))[0]).toMatchObject({ verdict: "accepted", repeats: 4 });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
  expect((await attemptsOf(db, token))[0]?.steps).toEqual(["pending", "authorized", "captured"]);
  expect(await movedSince(before)).toEqual({ raisedMinor: 500_00n, gifts: 1 });
});

test("SM-09 out of order: paid and told before the provider's own answer to us, and captured once", async ({
  email,
  db,
}) => {
  const before = await scenarioTotals();
  const token = (await postPledge(termsOf(email))).body.data?.token ?? "";
  await simulator.fault({ endpoint: "ipn", mode: "early", times: 1 });
  expect((await postCheckout(token)).status).toBe(200);
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
  expect((await lettersAbout(db, await tranIdOf(db, token))).map(({ verdict }) => verdict)).toEqual([
    "accepted",
  ]);
  expect(await movedSince(before)).toEqual({ raisedMinor: 500_00n, gifts: 1 });
});

test("SM-10 given back in part, then all of it, never more: the total follows, and no news brings the gift back", async ({
  email,
  db,
}) => {
  test.setTimeout(COMMANDS_TIMEOUT_MS);
  const before = await scenarioTotals();
  const { token, tranId, reference } = await openScenarioGift(db, email, { tipMinor: "1500" });
  await simulator.pay({ tranId, outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n, tipMinor: 15_00n });

  const confirmed = { timeout: 20_000 };
  const part = { reference, amount: "115.00", reason: "Gave too much" };
  expect(await refundByCommand(part)).toMatchObject({ code: 0 });
  // The same command again is the same refund.
  expect(await refundByCommand(part)).toMatchObject({ code: 0 });
  await expect.poll(async () => (await readGift(token)).refundedMinor, confirmed).toBe("11500");
  await expect.poll(() => movedSince(before), confirmed).toMatchObject({ raisedMinor: 400_00n });
  expect((await readGift(token)).status).toBe("completed");

  const tooMuch = await refundByCommand({ reference, amount: "400.01", reason: "More than is left" });
  expect(tooMuch.code).toBe(1);
  expect(tooMuch.output).toContain("refund.");
  expect(await refundByCommand({ reference, amount: "400.00", reason: "All of it" })).toMatchObject({
    code: 0,
  });
  await expect.poll(async () => (await readGift(token)).refundedMinor, confirmed).toBe("51500");
  await expect.poll(() => movedSince(before), confirmed).toMatchObject({ raisedMinor: 0n });
  expect((await readGift(token)).status).toBe("refunded");

  await simulator.sendIpn({ tranId, mode: "repeat" });
  await simulator.sendIpn({ tranId, mode: "late_failed" });
  await expectAllRead(db, tranId, 2);
  const postings = await postingsOf(db, token);
  expect(postings.map(sumOf)).toEqual(postings.map(() => 0n));
  for (const account of ["campaign_payable", "tip", "refund_clearing"]) {
    expect(netOf(postings, account)).toBe(0n);
  }
  expect((await readGift(token)).status).toBe("refunded");
  const back = await simulator.refundsOf(tranId);
  expect(back.map(({ status, amountMinor }) => [status, amountMinor])).toEqual([
    ["refunded", "11500"],
    ["refunded", "40000"],
  ]);
});

test("SM-11 a risky payment is held, not counted, until staff look at it", async ({ email, db }) => {
  const before = await scenarioTotals();
  const { token, tranId } = await openScenarioGift(db, email);
  await simulator.pay({ tranId, outcome: "success", riskLevel: 1 });
  await expectHeld(db, token, { kind: "risk_hold", amountMinor: 500_00n });
  expect(netOf(await postingsOf(db, token), "campaign_payable")).toBe(0n);
  expect(await readGift(token)).toMatchObject({ truth: "received", isHeld: true, isCounted: false });
  await simulator.sendIpn({ tranId, mode: "repeat", copies: 3 });
  expect((await lettersAbout(db, tranId)).map(({ repeats }) => repeats)).toEqual([3]);
  await expectAllRead(db, tranId, 1);
  expect(await exceptionsOf(db, token)).toEqual(["risk_hold"]);
  expect(await movedSince(before)).toEqual({ raisedMinor: 0n, gifts: 0 });
});
