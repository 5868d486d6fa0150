import type { Page } from "playwright/test";
import { sql } from "@careforall/db/client";
import type { Locale } from "@careforall/domain/shared";
import { ADMIN_PAGES } from "../src/access/rules.ts";
import { WEB_URL } from "./stack/addresses.ts";
import { openAccount } from "./support/account.ts";
import { giveByForm } from "./support/giving.ts";
import { LOCALES_UNDER_TEST } from "./support/pages.ts";
import { enter, signedIn } from "./support/person.ts";
import { plantAuditEntry, plantIncident } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

// No page speaks two languages. What two languages have in common must be a name, a figure or the person's own words.

const NUMBER = /\d{4}-\d{6}/;
const MISSING = "/admin/no/such/page";
const SOON = { timeout: 20_000 };

/** Of a person and their gift, and the names of things; they are the same in every language. */
const NOT_TRANSLATED = /^(CareForAll|English|বাংলা|Français|bKash|Nagad|JSON|CSV|PDF|E-mail|[\d\s.,:/·%-]*)$/;
/** A reference, ours or the payment company's. */
const REFERENCE = /^(?=.*\d)[A-Za-z0-9]{16,}$/;

/** All words of a page that are not data of the person: its texts, names for those who do not see, its title. */
const wordsOn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const here = document.documentElement.lang;
    const isMarked = (element: Element | null): boolean =>
      (element?.closest("[lang]")?.getAttribute("lang") ?? here) !== here;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const words: string[] = [document.title.split(" · ")[0] ?? ""];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (
        parent === null ||
        isMarked(parent) ||
        parent.closest("script, style, noscript, template, time, code, [translate=no]") !== null
      )
        continue;
      words.push(node.textContent ?? "");
    }
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]"))
      if (!isMarked(element))
        for (const name of ["aria-label", "placeholder", "title", "alt"])
          words.push(element.getAttribute(name) ?? "");
    return words
      .map((text) => text.replace(/\s+/g, " ").trim())
      .filter((text) => /[\p{L}\p{M}]{3}/u.test(text));
  });

/** What a page says in two languages alike, or in other letters than its language has. */
async function foundOn(
  page: Page,
  path: string,
  look: {
    readonly open: (locale: Locale) => Promise<unknown>;
    readonly isData: (text: string) => boolean;
    readonly wordsMin?: number;
  },
): Promise<readonly string[]> {
  const { open, isData, wordsMin = 6 } = look;
  const found: string[] = [];
  const seen = new Map<string, string>();
  for (const locale of LOCALES_UNDER_TEST) {
    await open(locale);
    await expect(page.locator("html")).toHaveAttribute("lang", locale);
    const words = new Set(await wordsOn(page));
    expect(words.size, path).toBeGreaterThanOrEqual(wordsMin);
    for (const text of words) {
      const elsewhere = seen.get(text);
      seen.set(text, locale);
      if (NOT_TRANSLATED.test(text) || isData(text)) continue;
      if (elsewhere !== undefined) found.push(`${path}: "${text}" in ${elsewhere} and ${locale}`);
      if ((locale === "bn") !== /[ঀ-৿]/.test(text)) found.push(`${path}: "${text}" in ${locale}`);
    }
  }
  return found;
}

test("sign-in, register, history, receipt, find my gift and privacy are in one language each: en, bn, fr", async ({
  page,
  browser,
  email,
  db,
}) => {
  test.setTimeout(90_000);
  await openAccount(page, email);
  const token = await giveByForm(page, { email, amount: "Tk 500", name: "Rina Begum" });
  await page.goto(`/en/gifts/${token}/receipt`);
  await expect(page.locator("h1").filter({ hasText: NUMBER })).toBeVisible(SOON);

  const gift = await db.prisma.pledge.findUniqueOrThrow({ where: { token }, include: { campaign: true } });
  const data = `${JSON.stringify(gift.campaign, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value))} Rina Begum ${email}`;
  const isData = (text: string): boolean =>
    REFERENCE.test(text) || data.includes(text) || text.includes(email);
  const outside = await (await browser.newContext({ baseURL: WEB_URL })).newPage();
  const found: string[] = [];
  for (const [reader, path] of [
    [outside, "/sign-in"],
    [outside, "/register"],
    [outside, "/find-my-gift"],
    [page, "/me/gifts"],
    [page, `/gifts/${token}/receipt`],
    [page, "/me/privacy"],
  ] as const)
    found.push(
      ...(await foundOn(reader, path, { open: (locale) => reader.goto(`/${locale}${path}`), isData })),
    );
  await outside.context().close();
  expect(found).toEqual([]);
});

test("pages of staff, and the one for what is missing, speak the language of their reader's profile alone: en, bn, fr", async ({
  page,
  context,
  db,
}) => {
  test.setTimeout(60_000);
  const admin = await signedIn(db, ["ADMIN"], "Farida Admin");
  await enter(context, admin);
  await plantIncident(db);
  await plantAuditEntry(db, admin);
  const found: string[] = [];
  for (const path of [
    ...ADMIN_PAGES.map((one) => (one.name === "audit" ? `${one.path}?actor=${admin.userId}` : one.path)),
    "/admin/people?problem=role.own",
    "/admin/incidents?key=nobody",
    MISSING,
  ]) {
    const open = async (locale: Locale) => {
      await db.query(sql`update user_account set locale = ${locale} where id = ${admin.userId}`);
      await page.goto(path);
    };
    // The page for what is missing holds a title, a sentence and a way on.
    const wordsMin = path === MISSING ? 3 : 15;
    found.push(...(await foundOn(page, path, { open, isData: () => false, wordsMin })));
  }
  expect(found).toEqual([]);
});
