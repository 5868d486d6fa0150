import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { HttpAnswer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { HttpError } from "../http/http-error.ts";

/** Latin and Bangla for text, and a serif for headings; campaigns have Bangla titles. Served from here: no CDN. */
const FONTS: Readonly<Record<string, string>> = {
  "figtree.woff2": "@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2",
  "noto-bengali.woff2":
    "@fontsource-variable/noto-sans-bengali/files/noto-sans-bengali-bengali-wght-normal.woff2",
  "tiro-latin.woff2": "@fontsource/tiro-bangla/files/tiro-bangla-latin-400-normal.woff2",
};

const LATIN = "U+0000-00FF, U+0131, U+0152-0153, U+2000-206F, U+20AC, U+2122, U+2190-2199, U+2212";
const BANGLA = "U+0951-0952, U+0964-0965, U+0980-09FE, U+200C-200D, U+25CC";

export const FONT_FACES = `
@font-face { font-family: Figtree; src: url(/fonts/figtree.woff2) format("woff2"); font-weight: 300 900; font-display: swap; unicode-range: ${LATIN}; }
@font-face { font-family: "Noto Sans Bengali"; src: url(/fonts/noto-bengali.woff2) format("woff2"); font-weight: 100 900; font-display: swap; unicode-range: ${BANGLA}; }
@font-face { font-family: "Tiro Bangla"; src: url(/fonts/tiro-latin.woff2) format("woff2"); font-display: swap; unicode-range: ${LATIN}; }
`;

const DAY_S = 24 * 60 * 60;

export async function fontFile(call: Call): Promise<HttpAnswer> {
  const name = call.params["name"] ?? "";
  const source = Object.hasOwn(FONTS, name) ? FONTS[name] : undefined;
  if (source === undefined) throw new HttpError(404, "no_font", "There is no such font.");
  return {
    status: 200,
    headers: { "content-type": "font/woff2", "cache-control": `public, max-age=${DAY_S}` },
    body: await readFile(createRequire(import.meta.url).resolve(source)),
  };
}
