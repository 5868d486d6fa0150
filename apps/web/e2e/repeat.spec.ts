import { attemptsOf, postingsOf, sumOf, tokensOf } from "./support/books.ts";
import { CAMPAIGN } from "./support/campaign.ts";
import {
  expectThanks,
  fieldsOf,
  fillForm,
  goToWallet,
  onWallet,
  openForm,
  payOnWallet,
  sendButton,
  tokenIn,
  WRONG_PIN,
} from "./support/giving.ts";
import { call, postCheckout, readGift, readTotals } from "./support/rest.ts";
import { chargesOf } from "./support/simulator.ts";
import { expect, test } from "./support/test.ts";
import { WEB_URL } from "./stack/addresses.ts";

// Issue item 3: one pledge per form, one charge per pledge, whatever a hurried or unlucky donor does.

test("3: ten clicks at once send one form: one pledge, one payment page", async ({ page, email, db }) => {
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 500" });
  await sendButton(page).evaluate((button: HTMLButtonElement) => {
    for (let click = 0; click < 10; click += 1) button.click();
  });
  await expect(page.getByRole("button", { name: "Pay now" })).toBeVisible();
  await payOnWallet(page);
  const token = await expectThanks(page, "Tk 500");
  expect(await tokensOf(db, email)).toEqual([token]);
  const attempts = await attemptsOf(db, token);
  expect(attempts).toHaveLength(1);
  expect(await chargesOf(attempts.map(({ reference }) => reference))).toMatchObject({ count: 1 });
});

test("3: back from the payment page, sent again: the same pledge and the same payment page; reload pays nothing again", async ({
  page,
  email,
  db,
}) => {
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 500" });
  await goToWallet(page);
  const wallet = page.url();
  await page.goBack();
  await expect(page.getByLabel("E-mail", { exact: true })).toHaveValue(email);
  await goToWallet(page);
  expect(page.url()).toBe(wallet);
  await page.reload();
  await payOnWallet(page);
  const token = await expectThanks(page, "Tk 500");
  await page.reload();
  await expectThanks(page, "Tk 500");

  // All the way back to the form: what is paid is shown, not paid again.
  await openForm(page);
  await page.goto(wallet);
  await expect(page).toHaveURL(new RegExp(`/gifts/${token}`));
  expect(await tokensOf(db, email)).toEqual([token]);
  const attempts = await attemptsOf(db, token);
  expect(attempts).toHaveLength(1);
  expect(await chargesOf(attempts.map(({ reference }) => reference))).toMatchObject({ count: 1 });
});

test("3: two tabs are two forms: two pledges, each charged once", async ({ page, context, email, db }) => {
  const second = await context.newPage();
  const before = await readTotals();
  for (const tab of [page, second]) {
    await openForm(tab);
    await fillForm(tab, { email, amount: "Tk 500" });
  }
  for (const tab of [page, second]) await goToWallet(tab);
  for (const tab of [page, second]) await payOnWallet(tab);
  const tokens = [await expectThanks(page, "Tk 500"), await expectThanks(second, "Tk 500")];
  expect(new Set(tokens).size).toBe(2);
  expect((await tokensOf(db, email)).toSorted()).toEqual(tokens.toSorted());
  for (const token of tokens) {
    const attempts = await attemptsOf(db, token);
    expect(attempts).toHaveLength(1);
    expect(await chargesOf(attempts.map(({ reference }) => reference))).toMatchObject({ count: 1 });
  }
  await expect
    .poll(async () => BigInt((await readTotals()).raisedMinor) - BigInt(before.raisedMinor))
    .toBe(1_000_00n);
});

test("3: refused by the wallet, then another try: the form is kept; one pledge, two attempts, one capture", async ({
  page,
  email,
  db,
}) => {
  const before = await readTotals();
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 1,000", name: "Karim", message: "For the valve" });
  await goToWallet(page);
  await onWallet(page, "Insufficient funds");

  await expect(page).toHaveURL(/\/campaigns\/.+\/give\?gift=/);
  const alert = page.getByRole("alert").filter({ hasText: "You have not been charged." });
  await expect(alert).toBeFocused();
  await expect(alert).toContainText("bKash refused the payment.");
  await expect(page.getByRole("radio", { name: "Tk 1,000", exact: true })).toBeChecked();
  await expect(page.getByLabel("Name (optional)")).toHaveValue("Karim");
  await expect(page.getByLabel("Words of support (optional)")).toHaveValue("For the valve");
  // The page keeps the address, but whoever looks over the shoulder does not see it.
  expect(await page.content()).not.toContain(email);

  await page.getByRole("radio", { name: "Nagad" }).check();
  await goToWallet(page);
  await payOnWallet(page);
  const token = await expectThanks(page, "Tk 1,000");
  expect(await tokensOf(db, email)).toEqual([token]);
  const attempts = await attemptsOf(db, token);
  expect(attempts.map(({ isCaptured, endReason }) => ({ isCaptured, endReason }))).toEqual([
    { isCaptured: false, endReason: "failed" },
    { isCaptured: true, endReason: null },
  ]);
  expect(await chargesOf(attempts.map(({ reference }) => reference))).toMatchObject({ count: 1 });
  expect((await postingsOf(db, token)).map(({ kind }) => kind)).toEqual(["capture"]);
  await expect
    .poll(async () => BigInt((await readTotals()).raisedMinor) - BigInt(before.raisedMinor))
    .toBe(1_000_00n);
});

test("3: cancelled at the provider: not charged, and the kept form pays the same pledge", async ({
  page,
  email,
  db,
}) => {
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 500" });
  await goToWallet(page);
  await onWallet(page, "Cancel");
  await expect(page.getByRole("alert").filter({ hasText: "You have not been charged." })).toContainText(
    "cancelled",
  );
  const token = new URL(page.url()).searchParams.get("gift") ?? "";
  await page.goto(`/en/gifts/${token}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("You have not been charged.");
  await page.getByRole("link", { name: "Try again" }).click();
  await goToWallet(page);
  await payOnWallet(page);
  expect(await expectThanks(page, "Tk 500")).toBe(token);
  expect((await attemptsOf(db, token)).map(({ endReason }) => endReason)).toEqual(["cancelled", null]);
});

test("3: a wrong PIN is a refusal, not a charge", async ({ page, email, db }) => {
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 500" });
  await goToWallet(page);
  await payOnWallet(page, WRONG_PIN);
  await expect(page.getByRole("alert").filter({ hasText: "You have not been charged." })).toBeVisible();
  const [token = ""] = await tokensOf(db, email);
  const attempts = await attemptsOf(db, token);
  expect(attempts.map(({ endReason }) => endReason)).toEqual(["failed"]);
  expect(await chargesOf(attempts.map(({ reference }) => reference))).toMatchObject({ count: 0 });
});

test("3: the tab is closed after paying: the status link says received, and the payment is counted once", async ({
  page,
  context,
  email,
  db,
}) => {
  // Only the donor's own return is lost here; a lost notification has its own test.
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 500" });
  await goToWallet(page);
  await onWallet(page, "Close the tab");
  await expect(page.getByRole("heading", { name: "You may close this tab" })).toBeVisible();
  await page.close();
  const [token = ""] = await tokensOf(db, email);
  const later = await context.newPage();
  await later.goto(`/en/gifts/${token}`);
  expect(await expectThanks(later, "Tk 500")).toBe(token);
  const postings = await postingsOf(db, token);
  expect(postings.map(sumOf)).toEqual([0n]);
});

test("3: leaving the payment page unpaid: the gift's page goes on to the same payment page", async ({
  page,
  email,
  db,
}) => {
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 500" });
  await goToWallet(page);
  const wallet = page.url();
  const [token = ""] = await tokensOf(db, email);
  await page.goto(`/en/gifts/${token}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("We are confirming your gift.");
  await page.getByRole("button", { name: "Continue to the payment" }).click();
  await expect(page).toHaveURL(wallet);
  await payOnWallet(page);
  expect(await expectThanks(page, "Tk 500")).toBe(token);
  expect(await attemptsOf(db, token)).toHaveLength(1);
  expect(tokenIn(page)).toBe(token);
});

test("3: a paid gift cannot be paid again by any way in", async ({ page, email, db }) => {
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 500" });
  const body = await fieldsOf(page);
  await goToWallet(page);
  await payOnWallet(page);
  const token = await expectThanks(page, "Tk 500");

  const again = await postCheckout(token);
  expect([again.status, again.body.error?.code]).toEqual([422, "pledge.already_paid"]);
  const form = await fetch(`${WEB_URL}/give`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body,
  });
  expect([form.status, form.headers.get("location")]).toEqual([303, `/en/gifts/${token}`]);
  await page.goto(`/en/campaigns/${CAMPAIGN}/give?gift=${token}`);
  await expect(page).toHaveURL(`/en/gifts/${token}`);
  expect((await readGift(token)).truth).toBe("received");
  expect(await attemptsOf(db, token)).toHaveLength(1);
  expect((await call(`/pledges/${token}/checkout`, { method: "POST", body: {} })).status).toBe(400);
});
