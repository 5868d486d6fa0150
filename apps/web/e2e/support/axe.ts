import { AxeBuilder } from "@axe-core/playwright";
import type { Locale } from "@careforall/domain/shared";
import type { Page } from "playwright/test";

/** WCAG 2.0 to 2.2, levels A and AA. */
const ALL_RULES = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } as const;
/** Those that a change of colours alone can break. */
const COLOUR_RULES = { type: "rule", values: ["color-contrast", "link-in-text-block"] } as const;
type Rules = typeof ALL_RULES | typeof COLOUR_RULES;

export const PHONE = { width: 360, height: 740 };
export const WIDE = { width: 1280, height: 900 };
/** 400 % zoom on a window of 1280 px. */
const NARROWEST = { width: 320, height: 640 };

/** One way to look at a page. */
export type Look = {
  readonly viewport: typeof PHONE;
  readonly colorScheme: "light" | "dark";
  readonly rules: Rules;
};

const BY_DAY: Look = { viewport: PHONE, colorScheme: "light", rules: ALL_RULES };
const BY_NIGHT: Look = { viewport: PHONE, colorScheme: "dark", rules: COLOUR_RULES };
const WIDE_BY_NIGHT: Look = { viewport: WIDE, colorScheme: "dark", rules: ALL_RULES };
const WIDE_BY_DAY: Look = { viewport: WIDE, colorScheme: "light", rules: COLOUR_RULES };

export const ALL_LOOKS: readonly Look[] = [BY_DAY, BY_NIGHT, WIDE_BY_NIGHT, WIDE_BY_DAY];

/** Colours are the same in every language: those of English are looked at by day and by night. */
export const looksIn = (locale: Locale, looks: readonly Look[] = [BY_DAY, BY_NIGHT]): readonly Look[] =>
  looks.filter(({ rules }) => locale === "en" || rules === ALL_RULES);

/**
 * One line for each violation, so that a failure names page, rule and element. Our pages hold no frames, so axe may
 * judge in the page itself (its "legacy" way) instead of opening another one each time.
 */
export async function violationsOf(
  page: Page,
  where: string,
  { type, values }: Rules = ALL_RULES,
): Promise<readonly string[]> {
  // What is well need not be described node by node.
  const options = { runOnly: { type, values: [...values] }, resultTypes: ["violations" as const] };
  const axe = new AxeBuilder({ page }).options(options);
  const { violations } = await axe.setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${where}: ${id}: ${target.join(" ")}`),
  );
}

/** How far the page is wider than the window. */
const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What is wrong with the page that is open: violations in every look, and sideways scroll at 320 and 1280 px. */
export async function problemsOf(
  page: Page,
  where: string,
  looks: readonly Look[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { viewport, colorScheme, rules } of looks) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    found.push(...(await violationsOf(page, `${where} (${viewport.width} px, ${colorScheme})`, rules)));
  }
  for (const viewport of [WIDE, NARROWEST]) {
    await page.setViewportSize(viewport);
    const overflow = await overflowOf(page);
    if (overflow > 0) found.push(`${where}: ${overflow} px wider than a window of ${viewport.width} px`);
  }
  await page.setViewportSize(PHONE);
  return found;
}
