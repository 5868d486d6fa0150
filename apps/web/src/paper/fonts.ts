import { createRequire } from "node:module";
import { Font } from "@react-pdf/renderer";

/** The package splits the family by script: the Bangla file has no comma, stop or dash, so the Latin ones follow it. */
const SCRIPTS = ["bengali", "latin", "latin-ext"] as const;
const WEIGHTS = [400, 600] as const;

const nameOf = (script: string): string => `Hind ${script}`;
const BANGLA_FIRST = SCRIPTS.map(nameOf);
const LATIN_FIRST = [...BANGLA_FIRST.slice(1), ...BANGLA_FIRST.slice(0, 1)];

/**
 * All of the family, in the order that suits the words. Both files have the space: with the other script first, every
 * space would change the font, and each change adds a font of its own to the file (146 kB instead of 30).
 */
export const familiesFor = (words: string): string[] =>
  /\p{Script=Bengali}/u.test(words) ? BANGLA_FIRST : LATIN_FIRST;

/** Tells the renderer where the letters are. Words are never broken: Bangla would be cut inside a conjunct. */
export function registerFonts(): void {
  const { resolve } = createRequire(import.meta.url);
  for (const script of SCRIPTS) {
    Font.register({
      family: nameOf(script),
      fonts: WEIGHTS.map((weight) => ({
        src: resolve(`@fontsource/hind-siliguri/files/hind-siliguri-${script}-${weight}-normal.woff`),
        fontWeight: weight,
      })),
    });
  }
  Font.registerHyphenationCallback((word) => [word]);
}
