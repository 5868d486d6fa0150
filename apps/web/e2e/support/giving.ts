import type { Locale } from "@careforall/domain/shared";
import { expect, type Locator, type Page } from "playwright/test";
import { CAMPAIGN } from "./campaign.ts";
import { WORDS } from "./words.ts";

// The steps of a donor, as functions. They find things as people do: by their names.

/** Any five digits are right at the simulator, but for 00000. */
export const GOOD_PIN = "12345";
export const WRONG_PIN = "00000";

export const campaignPath = (locale: Locale = "en", slug = CAMPAIGN): string =>
  `/${locale}/campaigns/${slug}`;

/** Opens the form by its address. */
export async function openForm(page: Page, locale: Locale = "en"): Promise<void> {
  await page.goto(`${campaignPath(locale)}/give`);
}

export type Filled = {
  readonly email: string;
  /** The name of an amount box, such as "Tk 500". */
  readonly amount?: string;
  /** What is typed as another amount. */
  readonly typed?: string;
  readonly name?: string;
  readonly isHidden?: boolean;
  readonly message?: string;
  readonly method?: string;
};

/** Fills the form that is open. Without an amount or a method the ones that the page proposes stay. */
export async function fillForm(page: Page, filled: Filled, locale: Locale = "en"): Promise<void> {
  const words = WORDS[locale].Give;
  if (filled.amount !== undefined)
    await page.getByRole("radio", { name: filled.amount, exact: true }).check();
  if (filled.typed !== undefined) {
    await page.getByRole("radio", { name: words.other, exact: true }).check();
    await page.locator("#giftOther").fill(filled.typed);
  }
  if (filled.method !== undefined) await page.getByRole("radio", { name: filled.method }).check();
  await page.getByLabel(words.email, { exact: true }).fill(filled.email);
  if (filled.name !== undefined) await page.getByLabel(words.name).fill(filled.name);
  if (filled.isHidden === true) await page.getByRole("checkbox", { name: words.hide }).check();
  if (filled.message !== undefined) await page.getByLabel(words.message).fill(filled.message);
}

/** Fields of the form that is open, as a browser would post them. */
export const fieldsOf = (page: Page): Promise<string> =>
  page.locator("form#give").evaluate((form: HTMLFormElement) => {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
    return fields.toString();
  });

/** The one button that sends the form; with scripts it also says the sum. */
export const sendButton = (page: Page, locale: Locale = "en"): Locator =>
  page.locator("form#give").getByRole("button", { name: WORDS[locale].Give.continue });

/** Sends the form and waits for the provider's page. */
export async function goToWallet(page: Page, locale: Locale = "en"): Promise<void> {
  await sendButton(page, locale).click();
  await expect(page.getByRole("button", { name: "Pay now" })).toBeVisible();
}

/** Pays on the wallet page; the provider sends the browser back by itself. */
export async function payOnWallet(page: Page, pin = GOOD_PIN): Promise<void> {
  await page.getByLabel("PIN").fill(pin);
  await page.getByRole("button", { name: "Pay now" }).click();
}

/** Presses one of the wallet page's buttons that make something else happen. */
export const onWallet = (
  page: Page,
  button: "Insufficient funds" | "Cancel" | "Close the tab",
): Promise<void> => page.getByRole("button", { name: button, exact: true }).click();

/** The secret of the gift whose page is open. */
export function tokenIn(page: Page): string {
  const token = /\/gifts\/([\w-]+)/.exec(page.url())?.[1];
  if (token === undefined) throw new Error(`${page.url()} is no page of a gift`);
  return token;
}

/** Waits for the thanks, and answers the gift's token. */
export async function expectThanks(page: Page, amount: string): Promise<string> {
  await expect(
    page.getByRole("heading", { level: 1, name: `Thank you. ${amount} has arrived.` }),
  ).toBeVisible();
  return tokenIn(page);
}

/** A whole gift by the English form, as whoever uses this page; answers the gift's token. */
export async function giveByForm(page: Page, filled: Filled & { readonly amount: string }): Promise<string> {
  await openForm(page);
  await fillForm(page, filled);
  await goToWallet(page);
  await payOnWallet(page);
  return expectThanks(page, filled.amount);
}
