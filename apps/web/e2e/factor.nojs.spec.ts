import { makeHolder, typePassword } from "./support/account-holder.ts";
import { setUpApp } from "./support/authenticator.ts";
import { expect, test } from "./support/test.ts";

test("JavaScript off: an app is set up and asked for, and the pages say what passkeys need", async ({
  page,
  email,
  db,
}) => {
  await makeHolder(db, email);
  await typePassword(page, email);
  const phone = await setUpApp(page);
  await page.getByRole("button", { name: "I have written them down" }).click();
  // Nobody is found by a text inside <noscript>.
  await expect(page.locator("noscript p")).toHaveText(/^Passkeys need JavaScript/);
  await page.context().clearCookies();
  await typePassword(page, email);
  await page.getByLabel("Code", { exact: true }).fill(phone.code(1));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/en\/me$/);
});
