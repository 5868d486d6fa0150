import { formatMoney, money } from "@careforall/domain/money";
import type { Locale } from "@careforall/domain/shared";
import type { Page } from "playwright/test";
import { attemptsOf, postingsOf, receiptsFor, sumOf } from "./support/books.ts";
import { CAMPAIGN, CAMPAIGN_TITLE, CAMPAIGN_WORD } from "./support/campaign.ts";
import {
  campaignPath,
  expectThanks,
  fillForm,
  goToWallet,
  openForm,
  payOnWallet,
  sendButton,
} from "./support/giving.ts";
import { readDonations, readGift, readTotals } from "./support/rest.ts";
import { simulator } from "./support/simulator.ts";
import { expect, test } from "./support/test.ts";
import { spoken, WORDS } from "./support/words.ts";

// Issue item 2: one gift, all the way, on a phone of 360 px.

const taka = (minor: bigint, locale: Locale = "en"): string => formatMoney(money(minor, "BDT"), locale);

/** Proves later that the page was never loaded anew. */
const mark = (page: Page): Promise<void> =>
  page.evaluate(() => document.body.setAttribute("data-same-page", ""));
const expectSamePage = (page: Page): Promise<void> =>
  expect(page.locator("body[data-same-page]")).toHaveCount(1);

test("2: from the home page to received: another open page shows exactly 500 more, one receipt, books that balance", async ({
  page,
  browser,
  email,
  db,
}) => {
  const before = await readTotals();
  const raised = BigInt(before.raisedMinor);

  // Somebody else looks at the campaign meanwhile, in a browser of their own.
  const onlooker = await browser.newContext();
  const watching = await onlooker.newPage();
  await watching.goto(campaignPath());
  const card = watching.getByRole("complementary", { name: "Raised" });
  await expect(card.getByText(taka(raised), { exact: true })).toBeVisible();
  const asOfBefore = await card.locator("time").getAttribute("datetime");
  await mark(watching);

  await page.goto("/");
  await expect(page).toHaveURL(/\/en$/);
  await page.getByRole("link", { name: "See all campaigns" }).click();
  await page.getByRole("link", { name: CAMPAIGN_TITLE }).click();
  await expect(page).toHaveURL(campaignPath());
  await page.getByRole("link", { name: "Give", exact: true }).last().click();
  await fillForm(page, { email, amount: "Tk 500", name: "Rina Akter" });
  await expect(sendButton(page)).toHaveText("Continue · Tk 500");
  await goToWallet(page);
  await payOnWallet(page);
  const token = await expectThanks(page, "Tk 500");
  await expect(page.getByText("Your gift is in the total of")).toBeVisible();

  await expect(card.getByText(taka(raised + 500_00n), { exact: true })).toBeVisible();
  await expect(card.locator("time")).not.toHaveAttribute("datetime", asOfBefore ?? "");
  await expectSamePage(watching);
  await onlooker.close();

  await expect.poll(() => receiptsFor(db, email)).toEqual({ written: 1, sent: 1 });
  const [mail, ...others] = await simulator.mailTo(email);
  expect(others).toEqual([]);
  expect(mail?.messageId).toMatch(/^<.+@.+>$/);
  expect(mail?.subject).toContain("Tk 500");

  const postings = await postingsOf(db, token);
  expect(postings.map(sumOf)).toEqual([0n]);
  expect(
    postings.flatMap(({ entries }) => entries).toSorted((a, b) => (a.amountMinor < b.amountMinor ? -1 : 1)),
  ).toEqual([
    { account: "campaign_payable", currency: "BDT", amountMinor: -500_00n },
    { account: "provider_clearing", currency: "BDT", amountMinor: 500_00n },
  ]);
  const after = await readTotals();
  expect(BigInt(after.raisedMinor) - raised).toBe(500_00n);
  expect(after.giftCount - before.giftCount).toBe(1);
  expect((await readDonations())[0]).toMatchObject({ displayName: "Rina Akter", amountMinor: "50000" });
});

test("2: a donor who hides the name is Anonymous on the page, in the interface and in the page's source", async ({
  page,
  email,
}) => {
  const name = "Shirin Sultana Unseen";
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 1,000", name, isHidden: true, message: "For the valve" });
  await goToWallet(page);
  await payOnWallet(page);
  await expectThanks(page, "Tk 1,000");
  await expect
    .poll(async () => (await readDonations())[0])
    .toMatchObject({ displayName: null, amountMinor: "100000", message: "For the valve" });
  await page.goto(campaignPath());
  const latest = page.getByRole("region", { name: "Latest gifts" }).getByRole("listitem").first();
  await expect(latest).toContainText("Anonymous");
  await expect(latest).toContainText("Tk 1,000");
  const source = await page.content();
  for (const secret of [name, email]) expect(source).not.toContain(secret);
});

for (const { typed, minor } of [
  { typed: "১৫০", minor: 150_00n },
  { typed: "1,50,000", minor: 150_000_00n },
]) {
  test(`2: an amount typed as ${typed} is understood`, async ({ page, email }) => {
    const written = taka(minor);
    await openForm(page);
    await fillForm(page, { email, typed });
    await expect(sendButton(page)).toHaveText(`Continue · ${written}`);
    await goToWallet(page);
    await expect(page.locator("body")).toContainText(written.replace("Tk ", ""));
    await payOnWallet(page);
    const token = await expectThanks(page, written);
    expect((await readGift(token)).giftMinor).toBe(`${minor}`);
  });
}

test("2: an amount that can be read in two ways is asked back, with everything else kept", async ({
  page,
  email,
  db,
}) => {
  await openForm(page);
  await fillForm(page, { email, typed: "1.500", name: "Karim" });
  await sendButton(page).click();
  const alert = page.getByRole("alert").filter({ hasText: "You have not been charged." });
  await expect(alert).toBeFocused();
  await expect(page.getByText("Did you mean Tk 1,500 or Tk 1.50?").first()).toBeVisible();
  await expect(page.getByLabel("E-mail", { exact: true })).toHaveValue(email);
  await expect(page.getByLabel("Name (optional)")).toHaveValue("Karim");
  expect(await db.prisma.pledge.count({ where: { donorEmail: email } })).toBe(0);

  await page.getByRole("radio", { name: "Tk 1,500", exact: true }).check();
  await goToWallet(page);
  await payOnWallet(page);
  const token = await expectThanks(page, "Tk 1,500");
  expect(await attemptsOf(db, token)).toHaveLength(1);
});

for (const locale of ["bn", "fr"] as const) {
  test(`2: the whole journey in ${locale}, begun on the English page by the language switch`, async ({
    page,
    email,
  }) => {
    const words = WORDS[locale];
    const amount = taka(500_00n, locale);
    await page.goto(`${campaignPath()}/give`);
    await page.getByRole("navigation", { name: "Language" }).locator(`a[hreflang=${locale}]`).click();
    await expect(page).toHaveURL(`${campaignPath(locale)}/give`);
    await expect(page.locator("html")).toHaveAttribute("lang", locale);
    await fillForm(page, { email, amount }, locale);
    await goToWallet(page, locale);
    await payOnWallet(page);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(
      spoken(words.Gift.thanks, { amount }),
    );
    await expect(page).toHaveURL(new RegExp(`/${locale}/gifts/`));
    await expect
      .poll(async () => (await simulator.mailTo(email)).map(({ subject }) => subject.includes(amount)))
      .toEqual([true]);
  });
}

test("2: the language switch keeps the page: search, campaign and gift", async ({ page, email }) => {
  for (const path of [`/campaigns?q=${CAMPAIGN_WORD}`, `/campaigns/${CAMPAIGN}`]) {
    await page.goto(`/en${path}`);
    await page.locator("nav a[hreflang=bn]").click();
    await expect(page).toHaveURL(`/bn${path}`);
  }
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 500" });
  await goToWallet(page);
  await payOnWallet(page);
  await expect(page).toHaveURL(/\/en\/gifts\//);
  const path = new URL(page.url()).pathname;
  await page.locator("nav a[hreflang=fr]").click();
  await expect(page).toHaveURL(path.replace("/en/", "/fr/"));
});
