import type { Browser, Page } from "playwright/test";
import { WEB_URL } from "./stack/addresses.ts";
import { confirm, linkTo, register, signIn } from "./support/account.ts";
import { looksIn, problemsOf } from "./support/axe.ts";
import { campaignPath } from "./support/giving.ts";
import { LOCALES_UNDER_TEST } from "./support/pages.ts";
import { expect, newEmail, test } from "./support/test.ts";

// Issue item 1: an account from the first mail to the end of every session, in the production build.

const PATHS = [
  "/sign-in",
  "/register",
  "/register?done=sent",
  "/forgot",
  "/me",
  "/me/security",
  "/me/privacy",
  "/find-my-gift",
  "/find-my-gift?done=sent",
  "/forget-me",
  "/forget-me/x",
  "/verify/x",
  "/reset/x",
  "/confirm-email/x",
];

const newPage = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ baseURL: WEB_URL })).newPage();

test("register, confirm, sign out, sign in, and sign out everywhere, which ends another browser's session at once", async ({
  page,
  browser,
  email,
}) => {
  await register(page, email);
  await confirm(page, email);
  await expect(page.getByText(`You sign in with ${email}.`)).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("status").first()).toHaveText("You are signed out.");

  await page.goto("/en/me/security");
  await expect(page).toHaveURL(/\/en\/sign-in\?return=/);
  await signIn(page, email, "not the password");
  await expect(page.getByRole("alert").first()).toContainText("do not belong together");
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
  await expect(page.getByLabel("Password")).toHaveValue("");
  await signIn(page, email);
  await expect(page).toHaveURL(/\/en\/me\/security$/);

  const other = await newPage(browser);
  await other.goto("/en/sign-in");
  await signIn(other, email);
  await expect(other).toHaveURL(/\/en\/me$/);
  await page.reload();
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page.getByRole("status").first()).toHaveText("You are signed out everywhere.");
  await other.reload();
  await expect(other).toHaveURL(/\/en\/sign-in/);
  await other.context().close();
});

test("a forgotten password: alike for a stranger, and the link sets a new one", async ({ page, email }) => {
  await register(page, email);
  await confirm(page, email);
  const words: string[] = [];
  for (const address of [newEmail(), email]) {
    await page.goto("/en/forgot");
    await page.getByLabel("E-mail").fill(address);
    await page.getByRole("button", { name: "Send the link" }).click();
    words.push((await page.locator("main").textContent()) ?? "");
  }
  expect(words[0]).toBe(words[1]);
  await page.goto(await linkTo(email, "reset"));
  await page.getByLabel("New password").fill("password1");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("alert").first()).toContainText("easy to guess");
  await page.getByLabel("New password").fill("nine boats at dawn 12");
  await page.getByRole("button", { name: "Set the password" }).click();
  await signIn(page, email, "nine boats at dawn 12");
  await expect(page).toHaveURL(/\/en\/me$/);
});

test("a profile is kept, and a gift of whoever is signed in is theirs", async ({ page, email, db }) => {
  await register(page, email);
  await confirm(page, email);
  await page.getByLabel("Phone (optional)").fill("01700000001");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").first()).toContainText("with its country");
  await page.getByLabel("Phone (optional)").fill("+8801700000001");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status").first()).toHaveText("Saved.");
  await expect(page.getByLabel("Phone (optional)")).toHaveValue("+8801700000001");

  await page.goto(`${campaignPath()}/give`);
  await page.getByLabel("E-mail", { exact: true }).fill(email);
  await page.locator("form#give button[type=submit]").click();
  await expect(page.getByRole("button", { name: "Pay now" })).toBeVisible();
  const gift = await db.prisma.pledge.findFirstOrThrow({
    where: { donorEmail: email },
    include: { user: true },
  });
  expect(gift.user?.email).toBe(email);
});

test("tRPC knows the session, and loses it at the next request; no other site can use it", async ({
  page,
  email,
}) => {
  await register(page, email);
  await confirm(page, email);
  const ask = () => page.request.get("/api/trpc/account.profile?input=%7B%7D");
  expect(await (await ask()).json()).toMatchObject({ result: { data: { email } } });
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ name: "careforall-session", httpOnly: true, sameSite: "Lax", path: "/" });
  const foreign = await page.request.post("/account/everywhere", {
    form: { locale: "en" },
    headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    maxRedirects: 0,
  });
  expect(foreign.status()).toBe(403);
  expect((await ask()).status()).toBe(200);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("status").first()).toHaveText("You are signed out.");
  const replay = await page.request.get("/api/trpc/account.profile?input=%7B%7D", {
    headers: { cookie: `careforall-session=${cookie?.value ?? ""}` },
  });
  expect(replay.status()).toBe(401);
});

test("S-79 signing in leads to no other site", async ({ page, email }) => {
  await register(page, email);
  await confirm(page, email);
  for (const back of ["//evil.example", "https://evil.example", "/\\evil.example"]) {
    await page.context().clearCookies();
    await page.goto(`/en/sign-in?return=${encodeURIComponent(back)}`);
    await signIn(page, email);
    await expect(page).toHaveURL(`${WEB_URL}/en/me`);
  }
});

test("axe finds nothing on the pages of the account, in three languages, and none is wider than a small phone", async ({
  page,
  email,
}) => {
  test.setTimeout(120_000);
  await register(page, email);
  await confirm(page, email);
  const found: string[] = [];
  for (const locale of LOCALES_UNDER_TEST)
    for (const path of PATHS) {
      await page.goto(`/${locale}${path}`);
      found.push(...(await problemsOf(page, `${locale} ${path}`, looksIn(locale))));
    }
  expect(found).toEqual([]);
});
