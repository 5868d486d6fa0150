import { postingsOf, sumOf } from "./support/books.ts";
import { campaignPath, expectThanks, fillForm, goToWallet } from "./support/giving.ts";
import { readTotals } from "./support/rest.ts";
import { expect, test } from "./support/test.ts";

test("2: on a wide screen, by card, with something for our own costs: only the gift raises the total", async ({
  page,
  email,
  db,
}) => {
  const before = await readTotals();
  await page.goto(campaignPath());
  await page
    .getByRole("complementary", { name: "Raised" })
    .getByRole("link", { name: "Give", exact: true })
    .click();
  await fillForm(page, { email, amount: "Tk 1,000", method: "Card" });
  await page.getByText("Add something for CareForAll’s own costs").click();
  await page.getByLabel("For CareForAll, in").fill("50");
  await goToWallet(page);
  await page.getByRole("button", { name: "Pay now" }).click();
  const token = await expectThanks(page, "Tk 1,050");

  const [posting, ...others] = await postingsOf(db, token);
  expect(others).toEqual([]);
  expect(posting === undefined ? null : sumOf(posting)).toBe(0n);
  expect(posting?.entries.toSorted((a, b) => (a.amountMinor < b.amountMinor ? -1 : 1))).toEqual([
    { account: "campaign_payable", currency: "BDT", amountMinor: -1_000_00n },
    { account: "tip", currency: "BDT", amountMinor: -50_00n },
    { account: "provider_clearing", currency: "BDT", amountMinor: 1_050_00n },
  ]);
  await expect
    .poll(async () => BigInt((await readTotals()).raisedMinor) - BigInt(before.raisedMinor))
    .toBe(1_000_00n);
});
