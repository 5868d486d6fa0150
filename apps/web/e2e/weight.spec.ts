import { gzipSync } from "node:zlib";
import type { Page, Response } from "playwright/test";
import { campaignPath } from "./support/giving.ts";
import { LOCALES_UNDER_TEST } from "./support/pages.ts";
import { expect, test } from "./support/test.ts";

// Issue item 8 and experience D1: what a donor's phone has to load. Figures of the production build, as it is served;
// `pnpm coverage` leaves what is tagged so out, because its build is a heavier one.
const OF_THE_SERVED_BUILD = { tag: "@weight" };

const KB = 1_000;
const SCRIPTS_MAX_KB = 150;
const SCRIPT_REQUESTS_MAX = 12;
const STYLES_MAX_KB = 30;
/** The UI font of the page's language and the display face. Bangla has more letters; its display face may come late. */
const FONTS_MAX_KB = { en: 50, fr: 50, bn: 130 } as const;
const PAGE_MAX_KB = 500;

type Weight = {
  readonly scriptsKb: number;
  readonly scriptRequests: number;
  readonly stylesKb: number;
  /** Fonts that the page asks for before anything is drawn. */
  readonly preloadedFontsKb: number;
  readonly fontsKb: number;
  readonly allKb: number;
};

type Loaded = { readonly type: string; readonly url: string; readonly bytes: number };

/** Texts are counted as a browser that takes gzip gets them; fonts are compressed in themselves. */
async function weigh(response: Response): Promise<Loaded | null> {
  const type = response.request().resourceType();
  if (!["document", "script", "stylesheet", "font", "image"].includes(type) || response.status() >= 300)
    return null;
  const body = await response.body();
  const isCompressed = type === "font";
  return { type, url: response.url(), bytes: isCompressed ? body.byteLength : gzipSync(body).byteLength };
}

async function weightOf(page: Page, path: string): Promise<Weight> {
  const pending: Promise<Loaded | null>[] = [];
  const take = (response: Response): void => void pending.push(weigh(response));
  page.on("response", take);
  await page.goto(path, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  page.off("response", take);
  const preloaded = await page
    .locator("link[rel=preload][as=font]")
    .evaluateAll((links) => links.map((link) => (link instanceof HTMLLinkElement ? link.href : "")));
  const loaded = (await Promise.all(pending)).filter((one) => one !== null);
  const kb = (some: readonly Loaded[]): number =>
    Math.round(some.reduce((sum, { bytes }) => sum + bytes, 0) / (KB / 10)) / 10;
  const of = (type: string): readonly Loaded[] => loaded.filter((one) => one.type === type);
  return {
    scriptsKb: kb(of("script")),
    scriptRequests: of("script").length,
    stylesKb: kb(of("stylesheet")),
    preloadedFontsKb: kb(of("font").filter(({ url }) => preloaded.includes(url))),
    fontsKb: kb(of("font")),
    allKb: kb(loaded),
  };
}

for (const locale of LOCALES_UNDER_TEST) {
  for (const { name, path } of [
    { name: "campaign", path: campaignPath(locale) },
    { name: "form", path: `${campaignPath(locale)}/give` },
  ]) {
    const title = `8: the ${name} page in ${locale} loads at most ${SCRIPTS_MAX_KB} kB of JavaScript (gzip)`;
    test(title, OF_THE_SERVED_BUILD, async ({ page }) => {
      const weight = await weightOf(page, path);
      console.log(
        `${name} page (${locale}): JavaScript ${weight.scriptsKb} kB gzip in ${weight.scriptRequests} requests, ` +
          `CSS ${weight.stylesKb} kB, fonts ${weight.preloadedFontsKb} kB first and ${weight.fontsKb} kB in all, ` +
          `everything ${weight.allKb} kB`,
      );
      expect(weight.scriptRequests).toBeGreaterThan(0);
      expect(weight.scriptsKb).toBeLessThanOrEqual(SCRIPTS_MAX_KB);
      expect(weight.scriptRequests).toBeLessThanOrEqual(SCRIPT_REQUESTS_MAX);
      expect(weight.stylesKb).toBeLessThanOrEqual(STYLES_MAX_KB);
      expect(weight.preloadedFontsKb).toBeLessThanOrEqual(FONTS_MAX_KB[locale]);
      expect(weight.allKb).toBeLessThanOrEqual(PAGE_MAX_KB);
    });
  }
}
