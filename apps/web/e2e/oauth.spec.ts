import type { BrowserContext, Page } from "playwright/test";
import { WEB_URL } from "./stack/addresses.ts";
import { makeHolder, PASSWORD, typePassword } from "./support/account-holder.ts";
import { type OpenidProvider, startOpenidProvider } from "./support/openid-provider.ts";
import { expect, test } from "./support/test.ts";

// Signing in by a provider, against a real one (oidc-provider) on another site.

let provider: OpenidProvider;
test.beforeAll(async () => {
  provider = await startOpenidProvider();
});
test.afterAll(() => provider.stop());

const CONTINUE = "Continue with Example ID";
const RETURN = `${WEB_URL}/account/oauth/return`;
const JOURNEY = "careforall-provider";

const knowRina = (email: string, isVerified = true): void =>
  provider.know({ email, email_verified: isVerified, name: "Rina Begum" });

async function leave(page: Page, from = "/en/sign-in"): Promise<void> {
  await page.goto(from);
  await page.getByRole("button", { name: CONTINUE }).click();
  await expect(page.getByLabel("Who are you?")).toBeVisible();
}

async function sayWho(page: Page, login: string): Promise<void> {
  await page.getByLabel("Who are you?").fill(login);
  await page.getByRole("button", { name: "Sign in there" }).click();
}

const sidOf = async (context: BrowserContext): Promise<string | undefined> =>
  (await context.cookies()).find(({ name }) => name === "careforall-session")?.value;

/** The address that the browser was sent back to. */
const arrivalOf = (page: Page): Promise<string> =>
  page.waitForRequest((request) => request.url().startsWith(RETURN)).then((request) => request.url());

async function expectRefused(page: Page, words: RegExp): Promise<void> {
  await expect(page).toHaveURL(/\/en\/sign-in\?/);
  await expect(page.getByRole("alert").filter({ hasText: words })).toBeVisible();
  expect(await sidOf(page.context())).toBeUndefined();
}

test("S-23 a newcomer has an account by the provider's word, and each sign-in is a session of its own", async ({
  page,
  email,
}) => {
  knowRina(email);
  await leave(page, "/en/register");
  await sayWho(page, email);
  await expect(page).toHaveURL(/\/en\/me$/);
  await expect(page.getByLabel("Name")).toHaveValue("Rina Begum");
  const first = await sidOf(page.context());
  // Known over there by now, so nobody is asked again.
  await page.goto("/en/sign-in");
  await page.getByRole("button", { name: CONTINUE }).click();
  await expect(page).toHaveURL(/\/en\/me$/);
  expect(await sidOf(page.context())).not.toBe(first);
});

test("who has no password here proves at the provider that it is them: asked there again, and led on", async ({
  page,
  email,
  db,
}) => {
  knowRina(email);
  await leave(page);
  await sayWho(page, email);
  await expect(page).toHaveURL(/\/en\/me$/);
  const freshSessions = () =>
    db.prisma.userSession.count({
      where: { user: { email }, confirmedAt: { gt: new Date(Date.now() - 60_000) } },
    });
  expect(await freshSessions()).toBe(0);
  await page.goto(`/en/me/confirm?${new URLSearchParams({ return: "/en/me/gifts" })}`);
  await page.getByRole("button", { name: "Confirm at Example ID" }).click();
  await page.getByRole("button", { name: "No, thank you" }).click();
  await expect(page).toHaveURL(/\/en\/me\/confirm\?/);
  await expect(page.getByRole("alert").filter({ hasText: "You broke it off" })).toBeVisible();
  expect(await freshSessions()).toBe(0);
  await page.getByRole("button", { name: "Confirm at Example ID" }).click();
  await sayWho(page, email);
  await expect(page).toHaveURL(/\/en\/me\/gifts$/);
  expect(await freshSessions()).toBe(1);
});

test("whoever says no over there is back at the sign-in, and told so", async ({ page }) => {
  await leave(page);
  await page.getByRole("button", { name: "No, thank you" }).click();
  await expectRefused(page, /You broke it off/);
});

test("S-52 a return that nobody asked for, another's, or a second one signs nobody in", async ({
  page,
  browser,
  email,
}) => {
  knowRina(email);
  await page.goto(`${RETURN}?code=stolen&state=${"f".repeat(43)}`);
  await expectRefused(page, /did not fit together/);
  // The attacker's own return, in the victim's browser that is under way itself.
  const attacker = await browser.newPage();
  await attacker.route(`${RETURN}*`, (route) => route.abort());
  await leave(attacker);
  const [forged] = await Promise.all([arrivalOf(attacker), sayWho(attacker, email)]);
  await attacker.context().close();
  await leave(page);
  await page.goto(forged);
  await expectRefused(page, /did not fit together/);
  // A right one, brought a second time with its cookie.
  await leave(page);
  const journey = (await page.context().cookies()).filter(({ name }) => name === JOURNEY);
  expect(journey).toHaveLength(1);
  const [arrival] = await Promise.all([arrivalOf(page), sayWho(page, email)]);
  await expect(page).toHaveURL(/\/en\/me$/);
  await page.context().clearCookies();
  await page.context().addCookies(journey);
  await page.goto(arrival);
  await expectRefused(page, /did not fit together/);
});

test("an address that is not confirmed over there opens no account", async ({ page, email }) => {
  knowRina(email, false);
  await leave(page);
  await sayWho(page, email);
  await expectRefused(page, /does not say that your e-mail address is confirmed/);
});

test("an account that is there already is opened by its password, then linked, used, and unlinked", async ({
  page,
  email,
  db,
}) => {
  await makeHolder(db, email);
  knowRina(email);
  await leave(page);
  await sayWho(page, email);
  await expectRefused(page, /has an account here already/);
  await typePassword(page, email);
  await expect(page).toHaveURL(/\/en\/me$/);
  await page.goto("/en/me/security");
  await page.getByRole("button", { name: "Link Example ID" }).click();
  await expect(page.getByRole("status").filter({ hasText: "It is linked" })).toBeVisible();
  const before = await sidOf(page.context());
  await leaveAndReturn(page);
  expect(await sidOf(page.context())).not.toBe(before);
  // The provider's word is no fresh proof: the password is asked for before the link is taken away.
  await page.goto("/en/me/security");
  await page.getByRole("button", { name: "Unlink Example ID" }).click();
  await expect(page).toHaveURL(/\/en\/me\/confirm\?/);
  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByRole("button", { name: "Confirm with the password" }).click();
  await expect(page).toHaveURL(/\/en\/me\/security/);
  await page.getByRole("button", { name: "Unlink Example ID" }).click();
  await expect(page.getByRole("status").filter({ hasText: "no longer linked" })).toBeVisible();
});

async function leaveAndReturn(page: Page): Promise<void> {
  await page.goto("/en/sign-in");
  await page.getByRole("button", { name: CONTINUE }).click();
  await expect(page).toHaveURL(/\/en\/me$/);
}

test("S-79 coming back leads to the page that was wanted, and to no other site", async ({ page, email }) => {
  knowRina(email);
  await leave(page, `/en/sign-in?${new URLSearchParams({ return: "/en/me/gifts" })}`);
  await sayWho(page, email);
  await expect(page).toHaveURL(/\/en\/me\/gifts$/);
  const form = { locale: "en", return: "//evil.example.org" };
  await page.goto("/en/sign-in");
  await page.evaluate((fields) => {
    const made = document.createElement("form");
    made.method = "post";
    made.action = "/account/provider";
    for (const [name, value] of Object.entries(fields)) {
      const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      made.append(input);
    }
    document.body.append(made);
    made.submit();
  }, form);
  await expect(page).toHaveURL(`${WEB_URL}/en/me`);
});

test("S-49 another site can send nobody off to the provider", async ({ request }) => {
  const answer = await request.post("/account/provider", {
    form: { locale: "en" },
    headers: { origin: "https://evil.example.org", "sec-fetch-site": "cross-site" },
  });
  expect(answer.status()).toBe(403);
});

test.describe("JavaScript off", () => {
  test.use({ javaScriptEnabled: false });

  test("the button leads to the provider and back", async ({ page, email }) => {
    knowRina(email);
    await page.goto("/bn/sign-in");
    await page.getByRole("button", { name: "Example ID দিয়ে এগিয়ে যান" }).click();
    await sayWho(page, email);
    await expect(page).toHaveURL(/\/bn\/me$/);
  });
});
