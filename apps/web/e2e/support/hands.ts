import type { Locator, Page } from "playwright/test";
import { tabTo } from "./keyboard.ts";

/** How a person works a page: the same steps by touch, and by keys alone. */
export type Hands = {
  readonly follow: (link: Locator) => Promise<void>;
  readonly press: (button: Locator) => Promise<void>;
  readonly type: (field: Locator, text: string) => Promise<void>;
  /** One of a group of radio buttons. */
  readonly choose: (radio: Locator) => Promise<void>;
};

/** Groups on our pages are smaller. */
const CHOICES_MAX = 10;

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
    const name = (await radio.getAttribute("name")) ?? "";
    // Tab stops once in a group, at the one that is chosen; arrows go on from there.
    await tabTo(page, page.locator(`input[type=radio][name="${name}"]:checked`));
    for (let press = 0; press < CHOICES_MAX && !(await radio.isChecked()); press += 1)
      await page.keyboard.press("ArrowDown");
  },
});
