import type { Page } from "playwright/test";
import { WEB_URL } from "./stack/addresses.ts";
import { openAccount } from "./support/account.ts";
import { giveByForm } from "./support/giving.ts";
import { LOCALES_UNDER_TEST } from "./support/pages.ts";
import { expect, test } from "./support/test.ts";

// No page speaks two languages. What two languages have in common must be a name, a figure or the person's own words.

const NUMBER = /\d{4}-\d{6}/;
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
        parent.closest("script, style, noscript, template, time") !== null
      )
        continue;
      words.push(node.textContent ?? "");
    }
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]"))
      if (!isMarked(element))
        for (const name of ["aria-label", "placeholder", "title", "alt"])
          words.push(element.getAttribute(name) ?? "");
    return words.map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => /\p{L}{3}/u.test(text));
  });

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
    NOT_TRANSLATED.test(text) || REFERENCE.test(text) || data.includes(text) || text.includes(email);
  const outside = await (await browser.newContext({ baseURL: WEB_URL })).newPage();
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
      expect(words.size, path).toBeGreaterThan(5);
      for (const text of words) {
        const elsewhere = seen.get(text);
        if (elsewhere !== undefined && !isData(text))
          found.push(`${path}: "${text}" in ${elsewhere} and ${locale}`);
        if (locale === "bn" && !isData(text) && !/[ঀ-৿]/.test(text)) found.push(`${path}: "${text}" in bn`);
        if (locale !== "bn" && !isData(text) && /[ঀ-৿]/.test(text))
          found.push(`${path}: "${text}" in ${locale}`);
        seen.set(text, locale);
      }
    }
  }
  await outside.context().close();
  expect(found).toEqual([]);
});
