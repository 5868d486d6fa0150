import type { Page } from "playwright/test";
import { WEB_URL } from "../stack/addresses.ts";
import { simulator } from "./simulator.ts";
import { expect } from "./test.ts";

// Opening an account as people do, with the link from the mail.

export const PASSWORD = "loom and river 47";

/** The address in the newest mail to somebody that leads to this page. */
export async function linkTo(email: string, page: string): Promise<string> {
  const pattern = new RegExp(`${WEB_URL}/en/${page}/[\\w-]+`);
  const find = async () => {
    const [mail] = await simulator.mailTo(email);
    return pattern.exec(mail?.html ?? "")?.[0] ?? "";
  };
  await expect.poll(find, { timeout: 20_000, intervals: [50, 100, 200] }).not.toBe("");
  return find();
}

export async function register(page: Page, email: string): Promise<void> {
  await page.goto("/en/register");
  await page.getByLabel("Name").fill("Rina Begum");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Open an account" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Look into your mail");
}

export async function confirm(page: Page, email: string): Promise<void> {
  await page.goto(await linkTo(email, "verify"));
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(page).toHaveURL(/\/en\/me$/);
}

export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** An account with a proven address, signed in on this page. */
export async function openAccount(page: Page, email: string): Promise<void> {
  await register(page, email);
  await confirm(page, email);
}
