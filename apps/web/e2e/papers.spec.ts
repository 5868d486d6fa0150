import type { Db } from "@careforall/db/client";
import type { Page } from "playwright/test";
import { WEB_URL } from "./stack/addresses.ts";
import { openAccount } from "./support/account.ts";
import { looksIn, problemsOf } from "./support/axe.ts";
import { tranIdOf } from "./support/books.ts";
import { expectThanks, fillForm, goToWallet, openForm, payOnWallet } from "./support/giving.ts";
import { refundByCommand } from "./support/money-command.ts";
import { LOCALES_UNDER_TEST } from "./support/pages.ts";
import { openGift, pledgeTerms, postPledge, readGift } from "./support/rest.ts";
import { simulator } from "./support/simulator.ts";
import { expect, newEmail, test } from "./support/test.ts";

// Issue: the donor's own pages. Receipts as page and file, the history of an account, its statements.

const NUMBER = /\d{4}-\d{6}/;
const SOON = { timeout: 20_000 };

/** A gift that has been paid, with the way to its receipt; the number may take a moment. */
async function paidGift(db: Db, email: string): Promise<string> {
  const { token } = await openGift({ donorEmail: email, donorName: "Salma Khatun", tipMinor: "1500" });
  await simulator.pay({ tranId: await tranIdOf(db, token), outcome: "success" });
  await readGift(token);
  return token;
}

/** Gives Tk 500 through the form, as whoever is signed in on this page. */
async function giveOn(page: Page, email: string): Promise<string> {
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 500", name: "Rina Begum" });
  await goToWallet(page);
  await payOnWallet(page);
  return expectThanks(page, "Tk 500");
}

async function numberOn(page: Page, token: string): Promise<string> {
  const number = page.locator("h1").filter({ hasText: NUMBER });
  await page.goto(`/en/gifts/${token}/receipt`);
  await expect(number).toBeVisible(SOON);
  return NUMBER.exec((await number.textContent()) ?? "")?.[0] ?? "";
}

test("register, give, history, receipt as page and PDF, statement, CSV, and the receipt once more", async ({
  page,
  email,
}) => {
  test.setTimeout(90_000);
  await openAccount(page, email);
  const token = await giveOn(page, email);
  await page.getByRole("link", { name: "Receipt", exact: true }).click();
  const number = await numberOn(page, token);
  await expect(page.getByText("Rina Begum")).toBeVisible();

  const file = await page.request.get(`/en/gifts/${token}/receipt.pdf`);
  expect(file.status()).toBe(200);
  expect(file.headers()).toMatchObject({
    "content-type": "application/pdf",
    "cache-control": "private, no-store",
  });
  expect((await file.body()).subarray(0, 5).toString()).toBe("%PDF-");
  expect((await file.body()).byteLength).toBeLessThan(120_000);

  await page.goto("/en/me");
  await page.getByRole("link", { name: "Your gifts" }).click();
  await expect(page.getByRole("link", { name: `Receipt ${number}`, exact: true })).toBeVisible();
  await page.getByLabel("Campaign or receipt number").fill("no such campaign");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await page.goto("/en/me/gifts");

  const resend = page.getByRole("button", { name: `Send receipt ${number} again` });
  await expect.poll(async () => (await simulator.mailTo(email)).some(isReceipt), SOON).toBe(true);
  await resend.click();
  await expect(page.getByRole("status")).toContainText("copy of the receipt is on its way");
  await resend.click();
  await expect(page.getByRole("alert").first()).toContainText("a few minutes ago");
  await expect.poll(async () => (await simulator.mailTo(email)).filter(isCopy).length, SOON).toBe(1);

  const csv = await (await page.request.get("/en/me/gifts.csv")).body();
  expect(csv.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(csv.toString()).toContain(`,${number},`);

  await page.getByRole("link", { name: /^Statement of \d{4}$/ }).click();
  await expect(page.getByRole("cell", { name: number })).toBeVisible();
  const statement = await page.request.get(`${page.url()}.pdf`);
  expect(statement.headers()["content-type"]).toBe("application/pdf");
});

const isReceipt = ({ subject }: { subject: string }): boolean => subject.startsWith("Receipt");
const isCopy = ({ subject }: { subject: string }): boolean => subject.startsWith("Copy · Receipt");

test("what goes back is on the receipt: a part credits it, all of it voids it, and its number stays", async ({
  page,
  email,
  db,
}) => {
  test.setTimeout(90_000);
  const token = await paidGift(db, email);
  const number = await numberOn(page, token);
  const { reference } = await readGift(token);
  const marked = page.getByRole("article").getByRole("listitem");
  for (const [amount, mark] of [
    ["115.00", "Credited in part"],
    ["400.00", "Void"],
  ] as const) {
    const { code } = await refundByCommand({ reference, amount, reason: "Asked for it" });
    expect(code).toBe(0);
    await expect(async () => {
      await page.reload();
      await expect(marked.getByText(mark, { exact: true })).toBeVisible({ timeout: 500 });
    }).toPass(SOON);
  }
  expect(await numberOn(page, token)).toBe(number);
  await expect(page.getByText("stands for nothing")).toBeVisible();
});

test("a stranger finds nothing: no receipt by guessing, none of a promise, no history without signing in", async ({
  page,
  email,
}) => {
  const promised = (await postPledge(pledgeTerms({ donorEmail: email }))).body.data?.token ?? "";
  for (const token of [promised, "A".repeat(22)]) {
    for (const path of [`/en/gifts/${token}/receipt`, `/bn/gifts/${token}/receipt.pdf`]) {
      expect((await page.request.get(path)).status(), path).toBe(404);
    }
  }
  for (const path of ["me/gifts", "me/gifts.csv", "me/statements/2026", "me/statements/2026.pdf"]) {
    const answer = await page.request.get(`/en/${path}`, { maxRedirects: 0 });
    expect(answer.status()).toBeGreaterThanOrEqual(302);
    expect(answer.headers()["location"]).toContain(`/en/sign-in?return=`);
  }
});

test("S-38: one account sees nothing of another's: not in its list, its statement, its files", async ({
  page,
  email,
  browser,
}) => {
  test.setTimeout(90_000);
  await openAccount(page, email);
  const token = await giveOn(page, email);
  const number = await numberOn(page, token);
  const context = await browser.newContext({ baseURL: WEB_URL });
  const other = await context.newPage();
  await openAccount(other, newEmail());
  await other.goto("/en/me/gifts");
  await expect(other.getByRole("heading", { name: "No gifts yet" })).toBeVisible();
  const year = number.slice(0, 4);
  for (const path of [`me/statements/${year}`, `me/statements/${year}.pdf`]) {
    expect((await other.request.get(`/en/${path}`)).status()).toBe(404);
  }
  expect(await (await other.request.get("/en/me/gifts.csv")).text()).not.toContain(number);
  await context.close();
});

test("on paper there is the receipt and nothing else", async ({ page, email, db }) => {
  await numberOn(page, await paidGift(db, email));
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("article")).toBeVisible();
  await expect(page.locator("header")).toBeHidden();
  await expect(page.locator("footer")).toBeHidden();
  await expect(page.getByRole("link", { name: "Download as PDF" })).toBeHidden();
});

test("many papers at once are drawn or told when to come again, and giving goes on", async ({
  page,
  email,
  db,
}) => {
  test.setTimeout(90_000);
  const token = await paidGift(db, email);
  await numberOn(page, token);
  const asked = Array.from({ length: 30 }, () => fetch(`${WEB_URL}/bn/gifts/${token}/receipt.pdf`));
  const given = await Promise.all(
    Array.from({ length: 10 }, () => postPledge(pledgeTerms({ donorEmail: newEmail() }))),
  );
  expect(given.map(({ body }) => body.success)).toEqual(given.map(() => true));
  const answers = await Promise.all(asked);
  const [drawn, sentAway] = [200, 503].map((status) => answers.filter((answer) => answer.status === status));
  expect((drawn?.length ?? 0) + (sentAway?.length ?? 0)).toBe(answers.length);
  expect(drawn?.length).toBeGreaterThanOrEqual(9);
  expect(sentAway?.length).toBeGreaterThan(0);
  for (const { headers } of sentAway ?? []) expect(headers.get("retry-after")).toBe("5");
});

test("axe finds nothing on receipts, history and statements, in three languages, and none is wider than a small phone", async ({
  page,
  email,
  db,
}) => {
  test.setTimeout(150_000);
  await openAccount(page, email);
  const token = await giveOn(page, email);
  const number = await numberOn(page, token);
  const voided = await paidGift(db, email);
  const { reference } = await readGift(voided);
  await refundByCommand({ reference, amount: "515.00", reason: "Asked for it" });
  await numberOn(page, voided);
  const found: string[] = [];
  const pages = [
    `/gifts/${token}`,
    `/gifts/${token}/receipt`,
    `/gifts/${voided}/receipt`,
    "/me/gifts",
    "/me/gifts?q=nothing+like+this",
    `/me/statements/${number.slice(0, 4)}`,
  ];
  for (const locale of LOCALES_UNDER_TEST)
    for (const path of pages) {
      await page.goto(`/${locale}${path}`);
      found.push(...(await problemsOf(page, `${locale} ${path}`, looksIn(locale))));
    }
  expect(found).toEqual([]);
});
