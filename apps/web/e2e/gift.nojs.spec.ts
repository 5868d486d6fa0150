import { attemptsOf, postingsOf, receiptsFor, sumOf, tokensOf } from "./support/books.ts";
import { CAMPAIGN_TITLE, CAMPAIGN_WORD } from "./support/campaign.ts";
import { campaignPath, GOOD_PIN, sendButton, tokenIn } from "./support/giving.ts";
import { readTotals } from "./support/rest.ts";
import { simulator } from "./support/simulator.ts";
import { expect, test } from "./support/test.ts";

// Issue item 2, second half: with JavaScript off the same facts, after a reload.

test("2: JavaScript off: from the home page to received, the same facts after a reload", async ({
  page,
  email,
  db,
}) => {
  const before = await readTotals();
  const raised = BigInt(before.raisedMinor);
  await page.goto("/");
  await page.getByRole("link", { name: "See all campaigns" }).click();
  await page.getByRole("searchbox", { name: "Search campaigns" }).fill(CAMPAIGN_WORD);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: CAMPAIGN_TITLE }).click();
  await page.getByRole("link", { name: "Give", exact: true }).last().click();
  await page.getByRole("radio", { name: "Tk 500", exact: true }).check();
  await page.getByLabel("E-mail", { exact: true }).fill(email);
  await page.getByLabel("Name (optional)").fill("Without Scripts");
  await expect(sendButton(page)).toHaveText("Continue");
  await sendButton(page).click();

  await page.getByLabel("PIN").fill(GOOD_PIN);
  await page.getByRole("button", { name: "Pay now" }).click();
  // Without scripts the provider's page asks for one press more.
  await page.getByRole("button", { name: "Return to shop" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Thank you. Tk 500 has arrived.");
  const token = tokenIn(page);

  await expect
    .poll(async () => {
      await page.goto(campaignPath());
      return page.getByRole("complementary", { name: "Raised" }).locator("strong").first().textContent();
    })
    .toBe(`Tk ${new Intl.NumberFormat("en-US").format((raised + 500_00n) / 100n)}`);
  await expect(
    page.getByRole("region", { name: "Latest gifts" }).getByRole("listitem").first(),
  ).toContainText("Without Scripts");
  await page.goto(`/en/gifts/${token}`);
  await expect(page.getByText("Your gift is in the total of")).toBeVisible();

  await expect.poll(() => receiptsFor(db, email)).toEqual({ written: 1, sent: 1 });
  expect(await simulator.mailTo(email)).toHaveLength(1);
  expect((await postingsOf(db, token)).map(sumOf)).toEqual([0n]);
  const after = await readTotals();
  expect(BigInt(after.raisedMinor) - raised).toBe(500_00n);
});

test("3: JavaScript off: refused, then another try of the same pledge; the form is kept", async ({
  page,
  email,
  db,
}) => {
  await page.goto(`${campaignPath()}/give`);
  await page.getByRole("radio", { name: "Tk 1,000", exact: true }).check();
  await page.getByLabel("E-mail", { exact: true }).fill(email);
  await page.getByLabel("Words of support (optional)").fill("For the valve");
  await sendButton(page).click();
  await page.getByRole("button", { name: "Insufficient funds" }).click();
  await page.getByRole("button", { name: "Return to shop" }).click();

  await expect(page.getByRole("alert")).toContainText("You have not been charged.");
  await expect(page.getByRole("radio", { name: "Tk 1,000", exact: true })).toBeChecked();
  await expect(page.getByLabel("Words of support (optional)")).toHaveValue("For the valve");
  await page.getByRole("radio", { name: "Nagad" }).check();
  await sendButton(page).click();
  await page.getByLabel("PIN").fill(GOOD_PIN);
  await page.getByRole("button", { name: "Pay now" }).click();
  await page.getByRole("button", { name: "Return to shop" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Thank you. Tk 1,000 has arrived.");
  const token = tokenIn(page);
  expect(await tokensOf(db, email)).toEqual([token]);
  expect((await attemptsOf(db, token)).map(({ isCaptured }) => isCaptured)).toEqual([false, true]);
});

test("2: JavaScript off: another amount in Bangla digits is understood, an ambiguous one is asked back", async ({
  page,
  email,
  db,
}) => {
  await page.goto(`${campaignPath()}/give`);
  await page.getByRole("radio", { name: "Other", exact: true }).check();
  await page.locator("#giftOther").fill("১.৫০০");
  await page.getByLabel("E-mail", { exact: true }).fill(email);
  await sendButton(page).click();
  await expect(page.getByText("Did you mean Tk 1,500 or Tk 1.50?").first()).toBeVisible();
  expect(await tokensOf(db, email)).toEqual([]);
  await page.getByRole("radio", { name: "Tk 1,500", exact: true }).check();
  await sendButton(page).click();
  await expect(page.locator("body")).toContainText("1,500");
  await expect(page.getByRole("button", { name: "Pay now" })).toBeVisible();
});

test("2: JavaScript off: the page of a gift whose payment is under way loads itself again until the truth is known", async ({
  page,
  email,
  db,
}) => {
  await page.goto(`${campaignPath()}/give`);
  await page.getByRole("radio", { name: "Tk 500", exact: true }).check();
  await page.getByLabel("E-mail", { exact: true }).fill(email);
  await sendButton(page).click();
  await expect(page.getByRole("button", { name: "Pay now" })).toBeVisible();
  const [token = ""] = await tokensOf(db, email);
  await page.goto(`/en/gifts/${token}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("We are confirming your gift.");
  const [attempt] = await attemptsOf(db, token);
  await simulator.pay({ tranId: attempt?.reference ?? "", outcome: "success" });
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Thank you. Tk 500 has arrived.");
});
