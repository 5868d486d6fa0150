import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright/test";
import { harvestSecrets } from "./leaks/harvest-secrets.ts";
import { WEB_URL } from "./stack/addresses.ts";
import { makeHolder } from "./support/account-holder.ts";
import { linkTo, openAccount, PASSWORD, signIn } from "./support/account.ts";
import { tokensOf } from "./support/books.ts";
import { CAMPAIGN, CAMPAIGN_TITLE } from "./support/campaign.ts";
import { campaignPath, expectThanks, giveByForm, GOOD_PIN } from "./support/giving.ts";
import { byKeys, byTouch, type Hands } from "./support/hands.ts";
import { call, readDonations } from "./support/rest.ts";
import { expect, newEmail, test } from "./support/test.ts";

// A person's whole way, in one piece: what the other files show of it part by part.

const NUMBER = /\d{4}-\d{6}/;
const SOON = { timeout: 20_000 };

async function onOtherDevice(browser: Browser, email: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: WEB_URL })).newPage();
  await page.goto("/en/sign-in");
  await signIn(page, email);
  await expect(page).toHaveURL(/\/en\/me$/);
  return page;
}

/** From the front page to an account with a proven address. Answers the secret of the mailed link. */
async function openOwnAccount(page: Page, email: string, hands: Hands): Promise<string> {
  await page.goto("/en");
  await hands.follow(page.getByRole("link", { name: "Sign in", exact: true }));
  await hands.follow(page.getByRole("link", { name: "No account yet? Open one" }));
  await hands.type(page.getByLabel("Name"), "Rina Begum");
  await hands.type(page.getByLabel("E-mail"), email);
  await hands.type(page.getByLabel("Password"), PASSWORD);
  await hands.press(page.getByRole("button", { name: "Open an account" }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Look into your mail");
  const link = await linkTo(email, "verify");
  await page.goto(link);
  await hands.type(page.getByLabel("Password"), PASSWORD);
  await hands.press(page.getByRole("button", { name: "Confirm and sign in" }));
  await expect(page).toHaveURL(/\/en\/me$/);
  return link.split("/").at(-1) ?? "";
}

/** By the list of campaigns, the form and the wallet to the thanks. */
async function give(page: Page, email: string, hands: Hands): Promise<string> {
  await hands.follow(page.getByRole("link", { name: "Campaigns", exact: true }));
  await hands.follow(page.getByRole("link", { name: CAMPAIGN_TITLE }));
  await hands.follow(page.locator("main a[href$='/give']").filter({ visible: true }));
  await hands.choose(page.getByRole("radio", { name: "Tk 500", exact: true }));
  await hands.type(page.getByLabel("E-mail", { exact: true }), email);
  await hands.type(page.getByLabel("Name (optional)"), "Rina Begum");
  await hands.press(page.locator("form#give button[type=submit]"));
  await hands.type(page.getByLabel("PIN"), GOOD_PIN);
  await hands.press(page.getByRole("button", { name: "Pay now" }));
  return expectThanks(page, "Tk 500");
}

for (const { name, handsOn } of [
  { name: "by touch", handsOn: byTouch },
  { name: "with the keyboard alone, the focus always to be seen", handsOn: byKeys },
]) {
  test(`register, confirm by the mailed link, give, history, receipt as a file, sign out everywhere: ${name}`, async ({
    page,
    browser,
    email,
    db,
  }) => {
    test.setTimeout(90_000);
    const hands = handsOn(page);
    const link = await openOwnAccount(page, email, hands);
    const other = await onOtherDevice(browser, email);
    const token = await give(page, email, hands);

    await hands.follow(page.getByRole("link", { name: "Receipt", exact: true }));
    const heading = page.locator("h1").filter({ hasText: NUMBER });
    await expect(heading).toBeVisible(SOON);
    const number = NUMBER.exec((await heading.textContent()) ?? "")?.[0] ?? "";
    const downloading = page.waitForEvent("download");
    await hands.follow(page.getByRole("link", { name: "Download as PDF" }));
    const file = await readFile(await (await downloading).path());
    expect(file.subarray(0, 5).toString()).toBe("%PDF-");

    await hands.follow(page.getByRole("link", { name: "My account" }));
    await hands.follow(page.getByRole("link", { name: "Your gifts" }));
    await expect(page.getByRole("link", { name: `Receipt ${number}`, exact: true })).toBeVisible();

    await hands.follow(page.getByRole("link", { name: "My account" }));
    await hands.follow(page.getByRole("link", { name: "Password and devices" }));
    await hands.press(page.getByRole("button", { name: "Sign out everywhere" }));
    await expect(page.getByRole("status").first()).toHaveText("You are signed out everywhere.");
    await other.reload();
    await expect(other).toHaveURL(/\/en\/sign-in/);
    await other.context().close();

    // S-102: the search at the end of the run knows what this person typed, was mailed and was given.
    const secrets = await harvestSecrets(db);
    const known = new Set(secrets.map(({ kind, value }) => `${kind} ${value}`));
    for (const one of [`e-mail ${email}`, `password ${PASSWORD}`, `gift ${token}`, `link ${link}`])
      expect(known).toContain(one);
    expect(secrets.filter(({ kind }) => kind === "cookie").length).toBeGreaterThan(0);
  });
}

test("a guest gives, opens an account with that address later, and takes the gift into its history", async ({
  page,
  email,
}) => {
  test.setTimeout(90_000);
  const token = await giveByForm(page, { email, amount: "Tk 1,000" });

  await openAccount(page, email);
  await page.goto("/en/me/gifts");
  await expect(page.getByRole("heading", { name: "No gifts yet" })).toBeVisible();
  await page.goto("/en/me");
  await expect(page.getByText("1 gift was made with your address")).toBeVisible();
  await page.getByRole("button", { name: "Take them into my account" }).click();
  await expect(page.getByRole("status").first()).toHaveText("These gifts are in your account now.");
  await page.getByRole("link", { name: "Your gifts" }).click();
  const gift = page.getByRole("listitem").filter({ has: page.locator(`a[href*="/gifts/${token}"]`) });
  await expect(gift.first()).toContainText("Tk 1,000");
});

type Listed = Readonly<Record<string, unknown>>;

test("S-101 D6: who gives once with the name and once without is named once, and nothing ties the two together", async ({
  page,
  browser,
  email,
  db,
}) => {
  test.setTimeout(90_000);
  const [shown, unseen] = ["Nadira Shown", "Nadira Unseen"];
  await openAccount(page, email);
  for (const [name, isHidden] of [
    [shown, false],
    [unseen, true],
  ] as const) {
    await giveByForm(page, { email, amount: "Tk 500", name, isHidden });
  }
  const list = async (): Promise<readonly Listed[]> => (await readDonations()).map((gift) => ({ ...gift }));
  await expect
    .poll(async () => (await list()).slice(0, 2).map(({ displayName }) => displayName))
    .toEqual([null, shown]);
  const [hidden, named] = await list();
  const same = Object.entries(hidden ?? {}).filter(([field, value]) => named?.[field] === value);
  expect(Object.fromEntries(same)).toEqual({ amountMinor: "50000", currency: "BDT", message: null });

  const { id } = await db.prisma.user.findUniqueOrThrow({ where: { email } });
  const tokens = await tokensOf(db, email);
  const otherEmail = newEmail();
  await makeHolder(db, otherEmail);
  const other = await onOtherDevice(browser, otherEmail);
  const texts = new Map<string, string>();
  for (const path of ["/en", "/en/campaigns", campaignPath(), "/bn/me/gifts", "/en/me/gifts.csv"])
    texts.set(path, await (await other.request.get(path)).text());
  for (const path of ["/donations", "/totals", ""])
    texts.set(`API ${path}`, (await call(`/campaigns/${CAMPAIGN}${path}`)).text);
  await other.goto("/en/me/privacy");
  await other.getByLabel("JSON, for programs").check();
  const downloading = other.waitForEvent("download");
  await other.getByRole("button", { name: "Download" }).click();
  texts.set("export", await readFile(await (await downloading).path(), "utf8"));
  for (const [where, text] of texts)
    for (const secret of [unseen, email, id, ...tokens]) expect(text, where).not.toContain(secret);
  expect(texts.get(campaignPath())).toContain(shown);

  await other.goto(campaignPath());
  const latest = other.getByRole("region", { name: "Latest gifts" }).getByRole("listitem");
  await expect(latest.first()).toContainText("Anonymous");
  await expect(latest.nth(1)).toContainText(shown);
  await other.context().close();
  // Their own history has both.
  await page.goto("/en/me/gifts");
  for (const token of tokens) await expect(page.locator(`a[href$="/gifts/${token}"]`).first()).toBeVisible();
});
