import type { Locale } from "@careforall/domain/shared";
import type { Page } from "playwright/test";
import { ALL_LOOKS, looksIn, problemsOf, violationsOf } from "./support/axe.ts";
import { campaignPath, openForm, sendButton } from "./support/giving.ts";
import { allPages, LOCALES_UNDER_TEST, type PageUnderTest } from "./support/pages.ts";
import { expect, test } from "./support/test.ts";

// Issue item 8 and experience D9: everybody can give.

async function judge(page: Page, { name, path }: PageUnderTest, locale: Locale): Promise<readonly string[]> {
  await page.goto(`/${locale}${path}`);
  const lang = await page.locator("html").getAttribute("lang");
  const found = await problemsOf(page, `${locale} ${name}`, looksIn(locale, ALL_LOOKS));
  return lang === locale ? found : [...found, `${locale} ${name}: <html lang="${lang ?? ""}">`];
}

test("8: axe finds a planted fault in structure and one in colour", async ({ page }) => {
  await page.goto(campaignPath());
  await page.evaluate(() => {
    const image = document.createElement("img");
    image.src = "/icon.svg";
    const pale = document.createElement("p");
    pale.textContent = "Can you read this?";
    pale.style.color = "#ddd";
    document.querySelector("main")?.prepend(image, pale);
  });
  const rules = (await violationsOf(page, "planted")).map((violation) => violation.split(": ")[1]);
  expect(rules.toSorted()).toEqual(["color-contrast", "image-alt"]);
});

for (const locale of LOCALES_UNDER_TEST) {
  test(`8: axe finds nothing on any page in ${locale}, light and dark, phone and wide; no sideways scroll at 320 and 1280 px`, async ({
    page,
    email,
    db,
  }) => {
    test.setTimeout(120_000);
    const found: string[] = [];
    for (const one of await allPages(db, email)) found.push(...(await judge(page, one, locale)));
    expect(found).toEqual([]);
  });
}

test("8: axe finds nothing on the form with its problems shown, in three languages", async ({ page }) => {
  const found: string[] = [];
  for (const locale of LOCALES_UNDER_TEST) {
    await openForm(page, locale);
    await page.locator("input[name=gift][value=other]").check();
    await page.locator("#giftOther").fill("1.500");
    await page.locator("#email").fill("nobody@example");
    await page.locator("form#give").evaluate((form: HTMLFormElement) => form.setAttribute("novalidate", ""));
    await page.locator("form#give button[type=submit]").click();
    await expect(page.getByRole("alert").filter({ hasText: /\w|[ঀ-৿]/ })).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      found.push(...(await violationsOf(page, `${locale} form with problems (${colorScheme})`)));
    }
  }
  expect(found).toEqual([]);
});

// A whole gift by keys alone is a part of journeys.spec.ts.
test("8: the first press of Tab offers to skip to the content", async ({ page }) => {
  await page.goto(campaignPath());
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeInViewport();
});

test("8: what a thumb must hit is at least 24 px, and the actions of a phone 44 px", async ({ page }) => {
  await page.goto(campaignPath());
  const heights = await page
    .getByRole("navigation", { name: "Give or share" })
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().height));
  expect(heights.length).toBeGreaterThan(0);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  await openForm(page);
  const box = await sendButton(page).boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
});

test("8: on a phone no bar lies over what has the focus", async ({ page }) => {
  const covered: string[] = [];
  for (const path of [campaignPath(), `${campaignPath()}/give`]) {
    await page.goto(path);
    for (let press = 0; press < 60; press += 1) {
      await page.keyboard.press("Tab");
      const what = await page.evaluate(() => {
        const focused = document.activeElement;
        const box = focused?.getClientRects()[0];
        if (focused === null || focused === document.body || box === undefined) return null;
        const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        const isSeen =
          top !== null &&
          (focused.contains(top) || top.contains(focused) || top.closest("label")?.contains(focused));
        return isSeen === true ? "" : focused.outerHTML.slice(0, 120);
      });
      if (what === null) break; // past the last one
      if (what !== "") covered.push(`${path}: ${what}`);
    }
  }
  expect(covered).toEqual([]);
});
