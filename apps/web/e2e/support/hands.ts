import { expect, type Locator, type Page } from "playwright/test";
import { tabTo } from "./keyboard.ts";

/** How a person works a page: the same steps by touch, and by keys alone. */
export type Hands = {
  readonly follow: (link: Locator) => Promise<void>;
  readonly press: (button: Locator) => Promise<void>;
  readonly type: (field: Locator, text: string) => Promise<void>;
  /** One of a group of radio buttons. */
  readonly choose: (radio: Locator) => Promise<void>;
};

export const byTouch = (): Hands => ({
  follow: (link) => link.first().click(),
  press: (button) => button.click(),
  type: (field, text) => field.fill(text),
  choose: (radio) => radio.check(),
});

export const byKeys = (page: Page): Hands => ({
  async follow(link) {
    await tabTo(page, link);
    await page.keyboard.press("Enter");
  },
  async press(button) {
    await tabTo(page, button);
    await page.keyboard.press("Space");
  },
  async type(field, text) {
    await tabTo(page, field);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(text);
  },
  async choose(radio) {
    // Tab stops once in a group, at the one that is chosen; arrows go on from there.
    const group = page.locator(`input[type=radio][name="${(await radio.getAttribute("name")) ?? ""}"]`);
    await tabTo(page, group.and(page.locator(":checked")));
    const { wanted, chosen } = await placesIn(group, radio);
    for (let press = 0; press < Math.abs(wanted - chosen); press += 1)
      await page.keyboard.press(wanted > chosen ? "ArrowDown" : "ArrowUp");
    await expect(radio).toBeChecked();
  },
});

/** Where in its group the wanted one is, and where the chosen one. */
async function placesIn(group: Locator, radio: Locator): Promise<{ wanted: number; chosen: number }> {
  const value = (await radio.getAttribute("value")) ?? "";
  return group.evaluateAll(
    (radios, wantedValue) => ({
      wanted: radios.findIndex((one) => one.getAttribute("value") === wantedValue),
      chosen: radios.findIndex((one) => one instanceof HTMLInputElement && one.checked),
    }),
    value,
  );
}
