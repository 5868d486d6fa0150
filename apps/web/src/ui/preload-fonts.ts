import figtree from "@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2";
import bengali from "@fontsource-variable/noto-sans-bengali/files/noto-sans-bengali-bengali-wght-normal.woff2";
import tiro from "@fontsource/tiro-bangla/files/tiro-bangla-latin-400-normal.woff2";
import type { Locale } from "@careforall/domain/shared";
import { preload } from "react-dom";

const FIRST_FONTS = {
  en: [figtree, tiro],
  bn: [figtree, bengali],
  fr: [figtree, tiro],
} as const satisfies Record<Locale, readonly string[]>;

/** Only the faces that a page cannot begin without; the others arrive when their letters do. */
export function preloadFonts(locale: Locale): void {
  for (const font of FIRST_FONTS[locale]) {
    preload(font, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  }
}
