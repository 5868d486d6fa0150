import { WEB_URL } from "./stack/addresses.ts";
import { simulator } from "./support/simulator.ts";
import { expect, test } from "./support/test.ts";

const PASSWORD = "loom and river 47";

test("JavaScript off: register, be told what is wrong, confirm, and sign out everywhere", async ({
  page,
  email,
}) => {
  await page.goto("/en/register");
  await page.getByLabel("Name").fill("Rina Begum");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("12345678");
  await page.getByRole("button", { name: "Open an account" }).click();
  await expect(page.getByRole("alert")).toContainText("easy to guess");
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
  await expect(page.getByLabel("Name")).toHaveValue("Rina Begum");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Open an account" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Look into your mail");

  const pattern = new RegExp(`${WEB_URL}/en/verify/[\\w-]+`);
  const link = async () => pattern.exec((await simulator.mailTo(email))[0]?.html ?? "")?.[0] ?? "";
  await expect.poll(link, { timeout: 20_000 }).not.toBe("");
  await page.goto(await link());
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await page.getByRole("link", { name: "Password and devices" }).click();
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page.getByRole("status")).toHaveText("You are signed out everywhere.");
});
