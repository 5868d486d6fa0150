import type { Db } from "@careforall/db/client";
import {
  attemptsOf,
  exceptionsOf,
  lettersAbout,
  postingsOf,
  postingsOfCharge,
  sumOf,
  tranIdOf,
} from "./support/books.ts";
import { openGift, pledgeTerms, postCheckout, postPledge, readGift, readTotals } from "./support/rest.ts";
import { simulator } from "./support/simulator.ts";
import { expect, test } from "./support/test.ts";
import { WEB_URL } from "./stack/addresses.ts";

// Issue item 5 and journey P1, over real HTTP: notifications that repeat, lie, come early or never.

const IPN_URL = `${WEB_URL}/api/webhooks/sslcommerz`;

const isCaptured = async (db: Db, token: string): Promise<boolean> =>
  (await attemptsOf(db, token)).some((attempt) => attempt.isCaptured);

/** An open gift and the provider's name for it; the provider's own notification is not sent. */
async function openQuietGift(
  db: Db,
  email: string,
  giftMinor = "50000",
): Promise<{ token: string; tranId: string }> {
  const { token } = await openGift({ donorEmail: email, giftMinor });
  return { token, tranId: await tranIdOf(db, token) };
}

test("5: five notifications in parallel: one capture, one posting, one row of the inbox", async ({
  email,
  db,
}) => {
  const before = await readTotals();
  const { token, tranId } = await openQuietGift(db, email);
  await simulator.pay({ tranId, outcome: "success", ipn: false });
  const answers = await simulator.sendIpn({ tranId, mode: "repeat", copies: 5, parallel: true });
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);

  await expect.poll(() => isCaptured(db, token)).toBe(true);
  const [letter, ...others] = await lettersAbout(db, tranId);
  expect(others).toEqual([]);
  expect(letter).toMatchObject({ verdict: "accepted", repeats: 4 });
  await expect.poll(async () => (await lettersAbout(db, tranId))[0]?.isProcessed).toBe(true);
  const postings = await postingsOf(db, token);
  expect(postings.map(({ kind }) => kind)).toEqual(["capture"]);
  expect(postings.map(sumOf)).toEqual([0n]);
  expect((await attemptsOf(db, token))[0]?.steps).toEqual(["pending", "authorized", "captured"]);
  await expect
    .poll(async () => BigInt((await readTotals()).raisedMinor) - BigInt(before.raisedMinor))
    .toBe(500_00n);
});

test("5: the same news again after the capture changes nothing", async ({ email, db }) => {
  const { token, tranId } = await openQuietGift(db, email);
  await simulator.pay({ tranId, outcome: "success" });
  await expect.poll(() => isCaptured(db, token)).toBe(true);
  const steps = (await attemptsOf(db, token))[0]?.steps;
  await simulator.sendIpn({ tranId, mode: "late_failed" });
  await expect
    .poll(async () => (await lettersAbout(db, tranId)).map(({ isProcessed }) => isProcessed))
    .toEqual([true, true]);
  expect((await attemptsOf(db, token))[0]?.steps).toEqual(steps);
  expect(await postingsOf(db, token)).toHaveLength(1);
  expect((await readGift(token)).truth).toBe("received");
});

for (const { mode, why } of [
  { mode: "forge", why: "bad_signature" },
  { mode: "forge_stripped", why: "unsigned_fields" },
  { mode: "missing_signature", why: "bad_signature" },
  { mode: "other_store", why: "other_store" },
]) {
  test(`5: a notification that is forged (${mode}) has no effect, and our verdict is kept`, async ({
    email,
    db,
  }) => {
    const before = await readTotals();
    const { token, tranId } = await openQuietGift(db, email);
    const [answer] = await simulator.sendIpn({ tranId, mode });
    expect(answer?.status).toBe(401);
    const [letter, ...others] = await lettersAbout(db, tranId);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ verdict: "rejected", why, isProcessed: false });
    expect((await attemptsOf(db, token)).map(({ steps }) => steps)).toEqual([["pending"]]);
    expect(await postingsOf(db, token)).toEqual([]);
    expect((await readGift(token)).truth).toBe("being_confirmed");
    expect((await readTotals()).raisedMinor).toBe(before.raisedMinor);
  });
}

test("5: what is no notification is refused: twice-named fields, another format, more than 256 kB", async ({
  email,
  db,
}) => {
  const { token, tranId } = await openQuietGift(db, email);
  const statuses = [];
  for (const mode of ["duplicate_keys", "not_a_form", "oversized"]) {
    statuses.push((await simulator.sendIpn({ tranId, mode })).map(({ status }) => status));
  }
  expect(statuses.slice(0, 2)).toEqual([[401], [401]]);
  // A body that is not read to its end may cut the connection before the sender reads the answer.
  expect([413, null]).toContain(statuses[2]?.[0]);
  expect((await lettersAbout(db, tranId)).map(({ verdict }) => verdict)).toEqual(["rejected", "rejected"]);
  expect(await postingsOf(db, token)).toEqual([]);
});

test("5: a signed notification whose claim the provider does not confirm moves nothing", async ({
  email,
  db,
}) => {
  const { token, tranId } = await openQuietGift(db, email);
  for (const mode of ["wrong_amount", "wrong_currency"]) await simulator.sendIpn({ tranId, mode });
  await expect
    .poll(async () =>
      (await lettersAbout(db, tranId)).map(({ verdict, isProcessed }) => ({ verdict, isProcessed })),
    )
    .toEqual([
      { verdict: "accepted", isProcessed: true },
      { verdict: "accepted", isProcessed: true },
    ]);
  expect(await postingsOf(db, token)).toEqual([]);
  expect((await readGift(token)).truth).toBe("being_confirmed");
});

test("5: another gift's proof does not pay this one", async ({ email, db }) => {
  const paid = await openQuietGift(db, email);
  await simulator.pay({ tranId: paid.tranId, outcome: "success" });
  await expect.poll(() => isCaptured(db, paid.token)).toBe(true);
  const { token, tranId } = await openQuietGift(db, email);
  await simulator.sendIpn({ tranId, mode: "other_val_id", otherTranId: paid.tranId });
  await expect
    .poll(async () => (await lettersAbout(db, tranId)).map(({ isProcessed }) => isProcessed))
    .toEqual([true]);
  expect(await isCaptured(db, token)).toBe(false);
  expect(await postingsOf(db, token)).toEqual([]);
});

test("5: another amount was really taken: suspense and a case for staff, total unchanged, the donor told the truth", async ({
  page,
  email,
  db,
}) => {
  const before = await readTotals();
  const { token, tranId } = await openQuietGift(db, email);
  await simulator.pay({ tranId, outcome: "success", amountMinor: "45000" });
  await expect.poll(() => isCaptured(db, token)).toBe(true);
  const [posting, ...others] = await postingsOf(db, token);
  expect(others).toEqual([]);
  expect(posting?.entries.toSorted((a, b) => (a.amountMinor < b.amountMinor ? -1 : 1))).toEqual([
    { account: "suspense", currency: "BDT", amountMinor: -450_00n },
    { account: "provider_clearing", currency: "BDT", amountMinor: 450_00n },
  ]);
  expect(await exceptionsOf(db, token)).toEqual(["amount_mismatch"]);
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
  const after = await readTotals();
  expect([after.raisedMinor, after.giftCount]).toEqual([before.raisedMinor, before.giftCount]);
});

test("5: dropped: nobody tells us and nobody looks, and the gift is captured within 60 s", async ({
  email,
  db,
}) => {
  test.setTimeout(90_000);
  const { token, tranId } = await openQuietGift(db, email);
  await simulator.pay({ tranId, outcome: "success", ipn: false });
  await expect.poll(() => isCaptured(db, token), { timeout: 60_000 }).toBe(true);
  expect(await lettersAbout(db, tranId)).toEqual([]);
  const causes = await db.prisma.paymentHistory.findMany({ where: { payment: { pledge: { token } } } });
  expect(causes.find(({ toStatus }) => toStatus === "captured")?.cause).toBe("poller");
});

test("5: paid and told before the provider's own answer to us: captured once", async ({ email, db }) => {
  const before = await readTotals();
  const { body } = await postPledge(pledgeTerms({ donorEmail: email }));
  const token = body.data?.token ?? "";
  await simulator.fault({ endpoint: "ipn", mode: "early", times: 1 });
  const checkout = await postCheckout(token);
  expect(checkout.status).toBe(200);
  await expect.poll(() => isCaptured(db, token)).toBe(true);
  expect((await readGift(token)).truth).toBe("received");
  const attempts = await attemptsOf(db, token);
  expect(attempts).toHaveLength(1);
  expect(attempts[0]?.steps.filter((step) => step === "captured")).toHaveLength(1);
  expect((await postingsOf(db, token)).map(sumOf)).toEqual([0n]);
  await expect
    .poll(async () => BigInt((await readTotals()).raisedMinor) - BigInt(before.raisedMinor))
    .toBe(500_00n);
});

test("5: a charge that is no attempt of ours is posted to suspense once, with a case for staff", async ({
  email,
  db,
}) => {
  const before = await readTotals();
  const tranId = `Z${email.replaceAll(/\W/g, "").toUpperCase()}`.slice(0, 26);
  const { transaction } = await simulator.charge({ tranId, amountMinor: "77700", ipnUrl: IPN_URL });
  const charge = transaction.valId ?? "no val_id";
  await expect.poll(async () => (await lettersAbout(db, tranId))[0]?.outcome).toBe("unattributed");
  await simulator.sendIpn({ tranId, mode: "repeat" });
  await expect.poll(async () => (await lettersAbout(db, tranId))[0]?.repeats).toBe(1);

  const posted = await db.prisma.moneyException.findMany({
    where: { detail: { contains: tranId } },
    include: { payment: true },
  });
  expect(posted.map(({ kind, payment }) => ({ kind, payment }))).toEqual([
    { kind: "unknown_charge", payment: null },
  ]);
  const postings = await postingsOfCharge(db, charge);
  expect(postings.map(sumOf)).toEqual([0n]);
  expect(postings[0]?.entries.map(({ account }) => account).toSorted()).toEqual([
    "provider_clearing",
    "suspense",
  ]);
  expect((await readTotals()).raisedMinor).toBe(before.raisedMinor);
});
