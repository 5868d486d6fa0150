import type { CampaignCard, CampaignPage } from "@careforall/api/campaign";
import { attemptsOf, postingsOf } from "../support/books.ts";
import { expectThanks, fillForm, goToWallet, payOnWallet } from "../support/giving.ts";
import { call, postCheckout, postPledge, readDonations, readGift, readTotals } from "../support/rest.ts";
import {
  endOf,
  movedSince,
  openAgain,
  openScenarioGift,
  SCENARIO_CAMPAIGN,
  scenarioTotals,
  termsOf,
} from "../support/scenario.ts";
import { chargesOf, simulator } from "../support/simulator.ts";
import { expect, newEmail, test } from "../support/test.ts";
import { expectGivenOnce, expectNothingTaken, netOf } from "../support/witness.ts";

// The donation flow: from finding a campaign to the receipt (docs/testing.md lists the 38 scenarios).

/** Nobody gives to this one during the tests. */
const OTHER_CAMPAIGN = "looms-after-the-fire-in-tangail";

type Statistics = {
  readonly items: readonly { readonly currency: string; readonly raisedMinor: string; giftCount: number }[];
};

const takaStatistics = async (): Promise<{ raisedMinor: bigint; giftCount: number }> => {
  const { body } = await call<Statistics>("/statistics/platform");
  const taka = body.data?.items.find(({ currency }) => currency === "BDT");
  return { raisedMinor: BigInt(taka?.raisedMinor ?? "-1"), giftCount: taka?.giftCount ?? -1 };
};

test("DF-01 a stranger without an account finds a campaign, and the total shown is what the ledger owes it", async ({
  db,
}) => {
  const found = await call<readonly CampaignCard[]>("/campaigns?q=Shyamnagar&kind=long_term");
  expect(found.status).toBe(200);
  expect(found.body.data?.map(({ slug }) => slug)).toEqual([SCENARIO_CAMPAIGN]);
  expect(found.headers.get("set-cookie")).toBeNull();
  const page = await call<CampaignPage>(`/campaigns/${SCENARIO_CAMPAIGN}`);
  expect(page.body.data).toMatchObject({ slug: SCENARIO_CAMPAIGN, status: "active", endsAt: null });

  const { id } = await db.prisma.campaign.findUniqueOrThrow({ where: { slug: SCENARIO_CAMPAIGN } });
  const { _sum } = await db.prisma.ledgerEntry.aggregate({
    where: { campaignId: id, account: "campaign_payable" },
    _sum: { amountMinor: true },
  });
  const owed = -(_sum.amountMinor ?? 0n);
  expect(owed).toBeGreaterThan(0n);
  const shown = [await scenarioTotals(), page.body.data?.totals, found.body.data?.[0]?.totals];
  expect(shown.map((totals) => totals?.raisedMinor)).toEqual([`${owed}`, `${owed}`, `${owed}`]);
});

// S-101, for what there is to see of a gift.
test("DF-02 an anonymous gift is counted and listed, and its donor's name is in no public answer", async ({
  email,
  db,
}) => {
  const before = await scenarioTotals();
  const donorName = "Hidden Hasina";
  const { token, tranId } = await openScenarioGift(db, email, { donorName, isAnonymous: true });
  await simulator.pay({ tranId, outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
  expect(await movedSince(before)).toEqual({ raisedMinor: 500_00n, gifts: 1 });
  const [row] = await db.prisma.publicGift.findMany({ where: { pledge: { token } } });
  expect(row).toMatchObject({ isAnonymous: true, displayName: null });
  const [listed] = await readDonations(SCENARIO_CAMPAIGN);
  expect(listed).toMatchObject({ id: row?.publicId, displayName: null, amountMinor: "50000" });
  for (const path of ["donations", "totals"]) {
    expect((await call(`/campaigns/${SCENARIO_CAMPAIGN}/${path}`)).text).not.toContain("Hidden");
  }
});

test("DF-03 a guest needs an e-mail only; nobody but the holder of the gift's link learns anything of it", async ({
  email,
  db,
}) => {
  const { token, tranId } = await openScenarioGift(db, email);
  await simulator.pay({ tranId, outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
  const gift = await call(`/pledges/${token}`);
  expect(gift.text).not.toContain(email);
  expect((await readGift(token)).maskedEmail).toBe("d…@example.org");
  const list = await call(`/campaigns/${SCENARIO_CAMPAIGN}/donations`);
  expect(list.text).not.toContain(email);
  expect(list.text).not.toContain(token);
  expect((await call(`/pledges/${token.toLowerCase().split("").toReversed().join("")}`)).status).toBe(404);
});

test("DF-04 gift, tip and covered fee are charged as one sum, and the campaign gets the gift, no more and no less", async ({
  email,
  db,
}) => {
  const before = await scenarioTotals();
  const parts = { giftMinor: "50000", tipMinor: "1500", feeCoverMinor: "1000" };
  const { token, tranId } = await openScenarioGift(db, email, parts);
  const { transaction } = await simulator.pay({ tranId, outcome: "success" });
  expect(transaction.amountMinor).toBe("52500");
  const sums = { giftMinor: 500_00n, tipMinor: 15_00n, feeCoverMinor: 10_00n };
  await expectGivenOnce(db, { token, email, ...sums });
  expect(await movedSince(before)).toEqual({ raisedMinor: 500_00n, gifts: 1 });
  const [receipt] = await simulator.mailTo(email);
  expect(receipt?.text).toContain("525");
});

test("DF-05 bKash, Nagad, Rocket, Upay and card all end in the same books", async ({ db }) => {
  const before = await scenarioTotals();
  const methods = ["bkash", "nagad", "rocket", "upay", "card"] as const;
  const gifts = [];
  for (const method of methods) {
    const email = newEmail();
    const { token, tranId } = await openScenarioGift(db, email, { method });
    const payer = method === "card" ? { account: "card-4444" } : { method };
    await simulator.pay({ tranId, outcome: "success", ...payer });
    gifts.push({ token, email, method });
  }
  for (const { token, email, method } of gifts) {
    await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
    expect((await readGift(token)).method).toBe(method);
  }
  expect(await movedSince(before)).toEqual({ raisedMinor: 2_500_00n, gifts: 5 });
});

test("DF-06 the receipt comes once, in the donor's language, however often the news comes", async ({
  email,
  db,
}) => {
  const { token, tranId, reference } = await openScenarioGift(db, email, { locale: "fr" });
  await simulator.fault({ endpoint: "ipn", mode: "duplicate", times: 1 });
  await simulator.pay({ tranId, outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
  await simulator.sendIpn({ tranId, mode: "repeat", copies: 3 });
  await expect
    .poll(() =>
      db.prisma.inbox.count({ where: { reference: tranId, processedAt: null, verdict: "accepted" } }),
    )
    .toBe(0);
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
  const [receipt] = await simulator.mailTo(email);
  expect(receipt?.text).toContain(reference);
  expect(receipt?.text).toContain("De l’eau douce pour Shyamnagar");
});

test("DF-07 the total moves by the gift and by nothing else, and the newest gift leads the public list", async ({
  email,
  db,
}) => {
  const before = await scenarioTotals();
  const other = await readTotals(OTHER_CAMPAIGN);
  const { token, tranId } = await openScenarioGift(db, email, {
    giftMinor: "12345",
    donorName: "Rina Akter",
    message: "For the filter",
  });
  expect(await movedSince(before)).toEqual({ raisedMinor: 0n, gifts: 0 });
  await simulator.pay({ tranId, outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 123_45n });
  expect(await movedSince(before)).toEqual({ raisedMinor: 123_45n, gifts: 1 });
  const after = await scenarioTotals();
  expect(after.version).toBeGreaterThan(before.version);
  expect(Date.parse(after.asOf)).toBeGreaterThanOrEqual(Date.parse(before.asOf));
  const named = { displayName: "Rina Akter", amountMinor: "12345", message: "For the filter" };
  expect((await readDonations(SCENARIO_CAMPAIGN))[0]).toMatchObject(named);
  expect(await readTotals(OTHER_CAMPAIGN)).toMatchObject({
    raisedMinor: other.raisedMinor,
    giftCount: other.giftCount,
  });
});

test("DF-08 refused, then tried again by another way: one gift, two attempts, charged once", async ({
  email,
  db,
}) => {
  const { token, tranId } = await openScenarioGift(db, email);
  await simulator.pay({ tranId, outcome: "insufficient_funds" });
  expect(await endOf(db, token)).toBe("failed");
  expect(await readGift(token)).toMatchObject({ truth: "not_charged", endReason: "failed", mayRetry: true });
  await expectNothingTaken(db, token, email);
  const second = await openAgain(db, token, "nagad");
  expect(second).not.toBe(tranId);
  await simulator.pay({ tranId: second, outcome: "success", method: "nagad" });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n, attempts: 2 });
  expect((await readGift(token)).method).toBe("nagad");
});

test("DF-09 the gift's page says what is true at every step, and keeps the way it went", async ({
  email,
  db,
}) => {
  const created = await postPledge(termsOf(email));
  const token = created.body.data?.token ?? "";
  expect(await readGift(token)).toMatchObject({ truth: "not_charged", status: "pending", attempts: 0 });
  const tranId = await openAgain(db, token);
  expect(await readGift(token)).toMatchObject({ truth: "being_confirmed", status: "payment_initiated" });
  await expectNothingTaken(db, token, email);
  await simulator.pay({ tranId, outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
  const { history, receivedAt } = await readGift(token);
  expect(history.map(({ what }) => what)).toEqual(["created", "payment_opened", "received"]);
  const times = history.map(({ at }) => Date.parse(at));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(receivedAt).toBe(history.at(-1)?.at);
});

test("DF-10 the platform's statistics grow by exactly the gift", async ({ email, db }) => {
  // Gifts of other tests may still be on their way into the sums.
  await expect
    .poll(() => db.prisma.delivery.count({ where: { consumer: "totals", doneAt: null, deadAt: null } }))
    .toBe(0);
  const before = await takaStatistics();
  const { token, tranId } = await openScenarioGift(db, email, { giftMinor: "70000", tipMinor: "2000" });
  await simulator.pay({ tranId, outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 700_00n, tipMinor: 20_00n });
  const after = await takaStatistics();
  expect([after.raisedMinor - before.raisedMinor, after.giftCount - before.giftCount]).toEqual([700_00n, 1]);
});

test("DF-11 on the pages: list, campaign, form, wallet, thanks; then every book agrees", async ({
  page,
  email,
  db,
}) => {
  const before = await scenarioTotals();
  await page.goto("/en/campaigns?q=Shyamnagar");
  await page.getByRole("link", { name: "Sweet water for Shyamnagar" }).first().click();
  await expect(page).toHaveURL(new RegExp(`/en/campaigns/${SCENARIO_CAMPAIGN}$`));
  await page.goto(`/en/campaigns/${SCENARIO_CAMPAIGN}/give`);
  await fillForm(page, { email, amount: "Tk 1,000", name: "Karim" });
  await goToWallet(page);
  await payOnWallet(page);
  const token = await expectThanks(page, "Tk 1,000");
  await expectGivenOnce(db, { token, email, giftMinor: 1_000_00n });
  expect(await movedSince(before)).toEqual({ raisedMinor: 1_000_00n, gifts: 1 });
  await page.goto(`/en/campaigns/${SCENARIO_CAMPAIGN}`);
  await expect(page.getByText("Karim").first()).toBeVisible();
});

test("DF-12 a promise that cannot be kept is refused before any money: nothing is written, no page opens", async ({
  email,
  db,
}) => {
  const refusals = [
    { terms: { campaignSlug: "no-such-campaign" }, status: 404, code: "campaign.not_found" },
    { terms: { currency: "EUR" as const }, status: 422, code: "pledge.wrong_currency" },
    { terms: { giftMinor: "1" }, status: 422, code: "pledge.amount_too_small" },
    { terms: { giftMinor: "999999999999" }, status: 422, code: "pledge.amount_too_large" },
  ];
  for (const { terms, status, code } of refusals) {
    const answer = await postPledge(termsOf(email, terms));
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
  }
  expect(await db.prisma.pledge.count({ where: { donorEmail: email } })).toBe(0);

  // And what is paid is not asked for again.
  const { token, tranId } = await openScenarioGift(db, email);
  await simulator.pay({ tranId, outcome: "success" });
  await expectGivenOnce(db, { token, email, giftMinor: 500_00n });
  const again = await postCheckout(token);
  expect([again.status, again.body.error?.code]).toEqual([422, "pledge.already_paid"]);
  expect(await chargesOf((await attemptsOf(db, token)).map(({ reference }) => reference))).toMatchObject({
    count: 1,
  });
  expect(netOf(await postingsOf(db, token), "campaign_payable")).toBe(-500_00n);
});
