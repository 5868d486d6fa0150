import { generateSync } from "otplib";
import { expect, type Page } from "playwright/test";
import { keepSecret } from "../leaks/keep-secret.ts";

const STEP_S = 30;

export type Phone = {
  /** The code that the app shows now, or some steps later: each works once. */
  readonly code: (stepsLater?: number) => string;
  /** What the page showed for the paper. */
  readonly codes: readonly string[];
};

/** Sets an app up by the pages, in English; leaves the browser on the page of the codes. */
export async function setUpApp(page: Page): Promise<Phone> {
  await page.goto("/en/me/security");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await expect(page.getByRole("img", { name: "QR code" })).toBeVisible();
  const secret = ((await page.locator("main strong").last().textContent()) ?? "").replaceAll(" ", "");
  keepSecret("factor", secret);
  const code = (stepsLater = 0): string =>
    generateSync({ secret, epoch: Math.floor(Date.now() / 1_000) + stepsLater * STEP_S });
  await page.getByLabel("Code", { exact: true }).fill(code());
  await page.getByRole("button", { name: "Turn it on" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Recovery codes");
  const codes = await page.locator("main ul li").allTextContents();
  expect(codes).toHaveLength(10);
  for (const one of codes) keepSecret("factor", one);
  return { code, codes };
}
