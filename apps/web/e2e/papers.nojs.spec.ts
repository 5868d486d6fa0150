import { openAccount } from "./support/account.ts";
import { expectThanks, fillForm, goToWallet, openForm, payOnWallet } from "./support/giving.ts";
import { simulator } from "./support/simulator.ts";
import { expect, test } from "./support/test.ts";

const SOON = { timeout: 20_000 };

test("JavaScript off: receipt, history with search and year, statement, and the receipt once more", async ({
  page,
  email,
}) => {
  test.setTimeout(90_000);
  await openAccount(page, email);
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 500" });
  await goToWallet(page);
  await payOnWallet(page);
  // Without scripts the provider's page asks for one press more.
  await page.getByRole("button", { name: "Return to shop" }).click();
  const token = await expectThanks(page, "Tk 500");

  await page.goto(`/en/gifts/${token}/receipt`);
  // While the number is being given the page loads itself again.
  await expect(page.locator("h1")).toHaveText(/Receipt \d{4}-\d{6}/, SOON);
  const year = /(\d{4})-\d{6}/.exec((await page.locator("h1").textContent()) ?? "")?.[1] ?? "";

  await page.goto("/en/me/gifts");
  await page.getByLabel("Campaign or receipt number").fill(`${year}-`);
  await page.getByLabel("Year", { exact: true }).selectOption(year);
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(new RegExp(`q=${year}-&year=${year}`));
  await expect(page.getByRole("listitem").filter({ hasText: "Receipt" })).toHaveCount(1);

  await expect.poll(async () => (await simulator.mailTo(email)).length, SOON).toBeGreaterThan(1);
  await page.getByRole("button", { name: /^Send receipt/ }).click();
  await expect(page.getByRole("status")).toContainText("on its way");
  await page.getByRole("link", { name: `Statement of ${year}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Statement ${year}`);
});
