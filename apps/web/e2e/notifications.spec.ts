import type { Db } from "@careforall/db/client";
import { attemptsOf, lettersAbout, postingsOf, postingsOfCharge, sumOf, tranIdOf } from "./support/books.ts";
import { openGift, readGift, readTotals } from "./support/rest.ts";
import { simulator } from "./support/simulator.ts";
import { expect, test } from "./support/test.ts";
import { WEB_URL } from "./stack/addresses.ts";

// Issue item 5 and journey P1, over real HTTP: notifications that lie. Those that repeat, come early, late or never are
// scenarios (docs/testing.md).

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

test("5: S-64: what is no notification is refused: twice-named fields, another format, more than 256 kB", async ({
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
