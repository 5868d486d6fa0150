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
  throw new Error(`${PRESSES_MAX} presses of Tab on ${page.url()} do not reach ${target.toString()}`);
}

/** The element with the focus and what is wrong with it; nothing when it can be seen. */
async function unseenFocus(page: Page): Promise<string> {
  const focused = page.locator(":focus");
  // Between the last and the first place of a page the browser itself has the focus.
  if ((await focused.count()) === 0) return "";
  const isSeen = (await focused.evaluate(isMarked)) && (await focused.evaluate(isOnTop));
  return isSeen ? "" : focused.evaluate((element) => element.outerHTML.slice(0, 160));
}

/** An outline around the element, or around what stands for it: a card's link marks the card, an amount its box. */
function isMarked(element: Element): boolean {
  const marks: readonly (readonly [Element | null, string?])[] = [
    [element],
    [element, "::after"],
    [element.nextElementSibling],
    [element.closest("label")],
  ];
  return marks.some(([marked, part]) => {
    if (marked === null) return false;
    const { outlineStyle, outlineWidth, content } = getComputedStyle(marked, part);
    return outlineStyle !== "none" && outlineWidth !== "0px" && (part === undefined || content !== "none");
  });
}

/** In the window, and nothing lies over its middle. */
function isOnTop(element: Element): boolean {
  const shown = element.closest("label") ?? element;
  const box = shown.getClientRects()[0];
  if (box === undefined) return false;
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return top !== null && (shown.contains(top) || top.contains(shown));
}
