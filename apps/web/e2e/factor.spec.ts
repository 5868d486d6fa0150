import type { Page } from "playwright/test";
import { makeHolder, typePassword } from "./support/account-holder.ts";
import { setUpApp } from "./support/authenticator.ts";
import { looksIn, problemsOf } from "./support/axe.ts";
import { LOCALES_UNDER_TEST } from "./support/pages.ts";
import { expect, test } from "./support/test.ts";

// Second factors in the production build: an app, its paper, passkeys, and proving anew.

test("an app is set up, asked for, and its paper opens once", async ({ page, email, db }) => {
  await makeHolder(db, email);
  await typePassword(page, email);
  await expect(page).toHaveURL(/\/en\/me$/);
  const phone = await setUpApp(page);
  await page.getByRole("button", { name: "I have written them down" }).click();
  await expect(page.getByText("10 recovery codes are left.")).toBeVisible();
  await page.goto("/en/me/security/codes");
  await expect(page.getByText("shown already")).toBeVisible();

  await page.context().clearCookies();
  await typePassword(page, email);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Second step");
  await page.goto("/en/me");
  await expect(page).toHaveURL(/\/en\/sign-in/);
  await page.goto("/en/sign-in/code");
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").first()).toContainText("code is not right");
  await page.getByLabel("Code", { exact: true }).fill(phone.code(1));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/en\/me$/);

  for (const isFirst of [true, false]) {
    await page.context().clearCookies();
    await typePassword(page, email);
    await page.getByLabel("Code", { exact: true }).fill((phone.codes[0] ?? "").toLowerCase());
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    if (isFirst) await expect(page).toHaveURL(/\/en\/me$/);
    else await expect(page.getByRole("alert").first()).toContainText("used already");
  }
});

test("the second step is of the browser that typed the password", async ({ page, browser, email, db }) => {
  await makeHolder(db, email);
  await typePassword(page, email);
  await setUpApp(page);
  await page.context().clearCookies();
  await typePassword(page, email);
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(new URL("/en/sign-in/code", page.url()).href);
  await expect(stranger.getByText("Sign in again.")).toBeVisible();
  await expect(stranger.getByLabel("Code", { exact: true })).toHaveCount(0);
  await stranger.context().close();
});

test("S-32 turning the app off asks for a fresh proof, and comes back", async ({ page, email, db }) => {
  const userId = await makeHolder(db, email);
  await typePassword(page, email);
  await setUpApp(page);
  const old = new Date(Date.now() - 6 * 60_000);
  const copy = await db.prisma.userSession.findFirstOrThrow({ where: { userId, endedAt: null } });
  // A session begins when it begins: an older one takes the place of this one.
  await db.prisma.userSession.delete({ where: { id: copy.id } });
  await db.prisma.userSession.create({ data: { ...copy, createdAt: old } });
  await page.goto("/en/me/security");
  await page.getByRole("button", { name: "Turn the app off" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm that it is you");
  await page.getByLabel("Current password").fill("loom and river 47");
  await page.getByRole("button", { name: "Confirm with the password" }).click();
  await expect(page).toHaveURL(/\/en\/me\/security$/);
  await page.getByRole("button", { name: "Turn the app off" }).click();
  await expect(page.getByRole("status").first()).toHaveText("Your authenticator app is turned off.");
});

test("staff are led to a second factor", async ({ page, email, db }) => {
  await makeHolder(db, email, ["FINANCE"]);
  await typePassword(page, email);
  await expect(page.getByText("your rights begin once")).toBeVisible();
  await setUpApp(page);
  await page.goto("/en/me");
  await expect(page.getByText("your rights begin once")).toHaveCount(0);
});

/** A security key of the browser's own, which says yes to everything. */
async function plugIn(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

test("a passkey is added, signs in as a second factor, and is taken away", async ({ page, email, db }) => {
  const userId = await makeHolder(db, email, ["SUPPORT"]);
  await plugIn(page);
  await typePassword(page, email);
  await page.goto("/en/me/security");
  await page.getByLabel("Name of the passkey").fill("my phone");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("status").first()).toHaveText("The passkey was added.");

  await page.context().clearCookies();
  await page.goto("/en/sign-in?return=%2Fen%2Fme%2Fsecurity");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page).toHaveURL(/\/en\/me\/security$/);
  const session = await db.prisma.userSession.findFirstOrThrow({
    where: { userId, endedAt: null },
    orderBy: { createdAt: "desc" },
  });
  expect(session.factor).toBe("passkey");
  await page.getByRole("button", { name: "Take “my phone” away" }).click();
  await expect(page.getByRole("status").first()).toHaveText("The passkey was taken away.");

  await page.context().clearCookies();
  await page.goto("/en/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("That did not work")).toBeVisible();
});

test("a passkey whose count went back is refused and noted", async ({ page, email, db }) => {
  const userId = await makeHolder(db, email);
  await plugIn(page);
  await typePassword(page, email);
  await page.goto("/en/me/security");
  await page.getByLabel("Name of the passkey").fill("copied");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("status").first()).toHaveText("The passkey was added.");
  await db.prisma.userPasskey.updateMany({ where: { userId }, data: { counter: 1_000_000 } });
  await page.context().clearCookies();
  await page.goto("/en/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("That did not work")).toBeVisible();
  const key = await db.prisma.userPasskey.findFirstOrThrow({ where: { userId } });
  expect(key.counterRegressedAt).not.toBeNull();
});

test("axe finds nothing on the pages of second factors, in three languages, and none is wider than a small phone", async ({
  page,
  email,
  db,
}) => {
  test.setTimeout(120_000);
  await makeHolder(db, email, ["ADMIN"]);
  await typePassword(page, email);
  await page.getByRole("link", { name: "Second factor" }).click();
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await expect(page.getByRole("img", { name: "QR code" })).toBeVisible();
  const found = await look(page, ["/me/security/app"]);
  await page.goto("/en/me/security/app");
  await setUpApp(page);
  found.push(...(await look(page, ["/me/security/codes", "/me/security", "/me/confirm"])));
  await page.context().clearCookies();
  await typePassword(page, email);
  await expect(page.getByLabel("Code", { exact: true })).toBeVisible();
  found.push(...(await look(page, ["/sign-in/code", "/sign-in"])));
  expect(found).toEqual([]);
});

/** What is wrong with these pages in any language. */
async function look(page: Page, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const locale of LOCALES_UNDER_TEST)
    for (const path of paths) {
      await page.goto(`/${locale}${path}`);
      found.push(...(await problemsOf(page, `${locale} ${path}`, looksIn(locale))));
    }
  return found;
}
