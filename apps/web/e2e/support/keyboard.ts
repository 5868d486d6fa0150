import { expect, type Locator, type Page } from "playwright/test";

/** No page of ours has so many places to stop at. */
const PRESSES_MAX = 90;

/** Tab, until the focus is on this element; at every stop on the way the focus must be there to be seen. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target.first()).toBeVisible();
  for (let press = 0; press < PRESSES_MAX; press += 1) {
    if (await target.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
    expect(await unseenFocus(page), `focus on ${page.url()}`).toBe("");
  }
  throw new Error(`${PRESSES_MAX} presses of Tab on ${page.url()} do not reach ${target}`);
}

/** The element with the focus, when it cannot be seen: outside of the window, under a bar, or without a mark. */
const unseenFocus = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return ""; // between the last and the first one
    const label = focused.closest("label");
    const box = (label ?? focused).getClientRects()[0];
    const at = box === undefined ? null : [box.left + box.width / 2, box.top + box.height / 2];
    const top = at === null ? null : document.elementFromPoint(at[0] ?? 0, at[1] ?? 0);
    const shown = label ?? focused;
    const isOnTop = top !== null && (shown.contains(top) || top.contains(shown));
    // A card's link marks the whole card, an amount the box beside its button.
    const marks: readonly (readonly [Element | null, string?])[] = [
      [focused],
      [focused, "::after"],
      [focused.nextElementSibling],
      [label],
    ];
    const isMarked = marks.some(([element, part]) => {
      if (element === null) return false;
      const { outlineStyle, outlineWidth, content } = getComputedStyle(element, part);
      return outlineStyle !== "none" && outlineWidth !== "0px" && (part === undefined || content !== "none");
    });
    if (isOnTop && isMarked) return "";
    return `${isMarked ? "" : "no mark: "}${isOnTop ? "" : "covered: "}${focused.outerHTML.slice(0, 160)}`;
  });
