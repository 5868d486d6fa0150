import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright/test";
import { harvestSecrets } from "./leaks/harvest-secrets.ts";
import { WEB_URL } from "./stack/addresses.ts";
import { makeHolder } from "./support/account-holder.ts";
import { linkTo, openAccount, PASSWORD, signIn } from "./support/account.ts";
import { tokensOf } from "./support/books.ts";
import { CAMPAIGN } from "./support/campaign.ts";
import {
  campaignPath,
  expectThanks,
  fillForm,
  GOOD_PIN,
  goToWallet,
  openForm,
  payOnWallet,
} from "./support/giving.ts";
import { byKeys, byTouch, type Hands } from "./support/hands.ts";
import { LOCALES_UNDER_TEST } from "./support/pages.ts";
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

/** From the front page to an account with a proven address. Only the mailed link is opened from outside. */
async function openOwnAccount(page: Page, email: string, hands: Hands): Promise<void> {
  await page.goto("/en");
  await hands.follow(page.getByRole("link", { name: "Sign in", exact: true }));
  await hands.follow(page.getByRole("link", { name: "No account yet? Open one" }));
  await hands.type(page.getByLabel("Name"), "Rina Begum");
  await hands.type(page.getByLabel("E-mail"), email);
  await hands.type(page.getByLabel("Password"), PASSWORD);
  await hands.press(page.getByRole("button", { name: "Open an account" }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Look into your mail");
  await page.goto(await linkTo(email, "verify"));
  await hands.type(page.getByLabel("Password"), PASSWORD);
  await hands.press(page.getByRole("button", { name: "Confirm and sign in" }));
  await expect(page).toHaveURL(/\/en\/me$/);
}

/** By the list of campaigns, the form and the wallet to the thanks. */
async function give(page: Page, email: string, hands: Hands): Promise<string> {
  await hands.follow(page.getByRole("link", { name: "Campaigns", exact: true }));
  await hands.follow(page.getByRole("link", { name: "A new heart valve for Rafi, age nine" }));
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
    await openOwnAccount(page, email, hands);
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
    const link = (await linkTo(email, "verify")).split("/").at(-1) ?? "";
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
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 1,000" });
  await goToWallet(page);
  await payOnWallet(page);
  const token = await expectThanks(page, "Tk 1,000");

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
    await openForm(page);
    await fillForm(page, { email, amount: "Tk 500", name, isHidden });
    await goToWallet(page);
    await payOnWallet(page);
    await expectThanks(page, "Tk 500");
  }
  const list = async (): Promise<readonly Listed[]> => (await readDonations()) as unknown as readonly Listed[];
  await expect.poll(async () => (await list()).slice(0, 2).map(({ displayName }) => displayName)).toEqual([null, shown]);
  const [hidden, named] = await list();
  const same = Object.entries(hidden ?? {}).filter(([field, value]) => named?.[field] === value);
  expect(Object.fromEntries(same)).toEqual({ amountMinor: "50000", currency: "BDT", message: null });

  const { id } = await db.prisma.userAccount.findUniqueOrThrow({ where: { email } });
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
  await other.locator("#export-current").fill(PASSWORD);
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

/** Of a person and their gift, and the names of things; they are the same in every language. */
const NOT_TRANSLATED = /^(CareForAll|English|বাংলা|Français|bKash|Nagad|JSON|CSV|PDF|[\d\s.,:/·%-]*)$/;

/** All words of a page that are not data of the person: its texts, names for those who do not see, its title. */
const wordsOn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const here = document.documentElement.lang;
    const isMarked = (element: Element | null): boolean => (element?.closest("[lang]")?.getAttribute("lang") ?? here) !== here;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const words: string[] = [document.title.split(" · ")[0] ?? ""];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || isMarked(parent) || parent.closest("script, style, noscript, template, time") !== null) continue;
      words.push(node.textContent ?? "");
    }
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]"))
      if (!isMarked(element))
        for (const name of ["aria-label", "placeholder", "title", "alt"]) words.push(element.getAttribute(name) ?? "");
    return words.map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => /\p{L}{3}/u.test(text));
  });

test("sign-in, register, history, receipt, find my gift and privacy are in one language each: en, bn, fr", async ({
  page,
  email,
  db,
}) => {
  test.setTimeout(90_000);
  await openAccount(page, email);
  await openForm(page);
  await fillForm(page, { email, amount: "Tk 500", name: "Rina Begum" });
  await goToWallet(page);
  await payOnWallet(page);
  const token = await expectThanks(page, "Tk 500");
  await page.goto(`/en/gifts/${token}/receipt`);
  await expect(page.locator("h1").filter({ hasText: NUMBER })).toBeVisible(SOON);

  const gift = await db.prisma.pledge.findUniqueOrThrow({ where: { token }, include: { campaign: true } });
  const data = `${JSON.stringify(gift.campaign, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value))} Rina Begum ${email}`;
  const isData = (text: string): boolean => NOT_TRANSLATED.test(text) || data.includes(text) || text.includes(email);
  const stranger = await page.context().browser()?.newContext({ baseURL: WEB_URL });
  if (stranger === undefined) throw new Error("there is no browser");
  const outside = await stranger.newPage();
  const found: string[] = [];
  for (const [reader, path] of [
    [outside, "/sign-in"],
    [outside, "/register"],
    [outside, "/find-my-gift"],
    [page, "/me/gifts"],
    [page, `/gifts/${token}/receipt`],
    [page, "/me/privacy"],
  ] as const) {
    const seen = new Map<string, string>();
    for (const locale of LOCALES_UNDER_TEST) {
      await reader.goto(`/${locale}${path}`);
      await expect(reader.locator("html")).toHaveAttribute("lang", locale);
      const words = new Set(await wordsOn(reader));
      expect(words.size, path).toBeGreaterThan(8);
      for (const text of words) {
        const elsewhere = seen.get(text);
        if (elsewhere !== undefined && !isData(text)) found.push(`${path}: "${text}" in ${elsewhere} and ${locale}`);
        if (locale === "bn" && !isData(text) && !/[ঀ-৿]/.test(text)) found.push(`${path}: "${text}" in bn`);
        if (locale !== "bn" && !isData(text) && /[ঀ-৿]/.test(text)) found.push(`${path}: "${text}" in ${locale}`);
        seen.set(text, locale);
      }
    }
  }
  await stranger.close();
  expect(found).toEqual([]);
});
