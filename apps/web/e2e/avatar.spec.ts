import sharp from "sharp";
import type { Browser, Page } from "playwright/test";
import { WEB_URL } from "./stack/addresses.ts";
import { looksIn, problemsOf } from "./support/axe.ts";
import { makeHolder, typePassword } from "./support/account-holder.ts";
import { LOCALES_UNDER_TEST } from "./support/pages.ts";
import { expect, test } from "./support/test.ts";

/** A process is started for each picture, and the machine has much to do. */
const MADE_IN_MS = 20_000;

const file = async (format: "jpeg" | "png", name: string) => ({
  name,
  mimeType: `image/${format}`,
  buffer: await sharp({ create: { width: 900, height: 600, channels: 3, background: "#b5472f" } })
    .withExif({ IFD0: { Artist: "Rina Begum" } })
    .toFormat(format)
    .toBuffer(),
});

const SVG = {
  name: "me.png",
  mimeType: "image/png",
  buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
};

async function choose(
  page: Page,
  picture: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  await page.getByLabel("Choose a picture").setInputFiles(picture);
  await page.getByRole("button", { name: "Use this picture" }).click();
}

/** The whole journey, which scripts change nothing of. */
async function setAndRemove(page: Page): Promise<void> {
  await page.goto("/en/me");
  await choose(page, SVG);
  await expect(page.locator("main").getByRole("alert")).toContainText(
    "This is no JPEG, PNG or WebP picture.",
    {
      timeout: MADE_IN_MS,
    },
  );
  await choose(page, await file("jpeg", "../../me on holiday.html"));
  await expect(page.getByRole("status")).toHaveText("Your picture is saved.", { timeout: MADE_IN_MS });
  const own = page.getByRole("img", { name: "Your picture" });
  expect(await own.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth))).toBe(256);
  const small = page.locator("header img");
  expect(await small.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth))).toBe(96);
  const first = await own.getAttribute("src");
  expect(first).toMatch(new RegExp(`^${WEB_URL}/files/[0-9a-f]{32}-256\\.webp$`));

  await choose(page, await file("png", "another.png"));
  await expect(own).not.toHaveAttribute("src", first ?? "", { timeout: MADE_IN_MS });
  expect((await page.request.get(first ?? "")).status()).toBe(404);

  await page.getByRole("button", { name: "Remove the picture" }).click();
  await expect(page.getByRole("status")).toHaveText("Your picture is removed.");
  await expect(own).toHaveCount(0);
}

test("S-87, S-88: one's own picture is chosen, seen in the profile and the header, changed and removed", async ({
  page,
  db,
  email,
}) => {
  await makeHolder(db, email);
  await typePassword(page, email);
  await expect(page).toHaveURL(/\/me$/);
  await setAndRemove(page);
});

test("the same without JavaScript", async ({ browser, db, email }) => {
  await makeHolder(db, email);
  const page = await withoutScripts(browser);
  await typePassword(page, email);
  await expect(page).toHaveURL(/\/me$/);
  await setAndRemove(page);
  await page.context().close();
});

const withoutScripts = async (browser: Browser): Promise<Page> => {
  const context = await browser.newContext({ baseURL: WEB_URL, javaScriptEnabled: false, locale: "en" });
  return context.newPage();
};

test("S-89: a picture opened by itself runs nothing and is shown to nobody in our name", async ({
  page,
  db,
  email,
}) => {
  await makeHolder(db, email);
  await typePassword(page, email);
  await choose(page, await file("jpeg", "me.jpg"));
  await expect(page.getByRole("status")).toHaveText("Your picture is saved.", { timeout: MADE_IN_MS });
  const address = (await page.getByRole("img", { name: "Your picture" }).getAttribute("src")) ?? "";
  const { headers, status } = await page.request.get(address).then((answer) => ({
    headers: answer.headers(),
    status: answer.status(),
  }));
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-type": "image/webp",
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
  });
  expect(headers["content-disposition"]).toMatch(/^attachment; /);
  // What everybody sees knows nothing of it.
  await page.goto("/en/campaigns");
  expect(await page.content()).not.toContain("/files/");
});

test("the page of one's own picture has no accessibility violation, in any language", async ({
  page,
  db,
  email,
}) => {
  await makeHolder(db, email);
  await typePassword(page, email);
  await choose(page, await file("jpeg", "me.jpg"));
  await expect(page.getByRole("status")).toHaveText("Your picture is saved.", { timeout: MADE_IN_MS });
  for (const locale of LOCALES_UNDER_TEST) {
    await page.goto(`/${locale}/me`);
    expect(await problemsOf(page, locale, looksIn(locale))).toEqual([]);
  }
});
