import { createRequire } from "node:module";
import { Font } from "@react-pdf/renderer";

const require = createRequire(import.meta.url);

/** The package splits the family by script: the Bangla file has no comma, stop or dash, so the Latin ones go with it. */
const BANGLA = {
  family: "Hind Bangla",
  regular: require.resolve("@fontsource/hind-siliguri/files/hind-siliguri-bengali-400-normal.woff"),
  bold: require.resolve("@fontsource/hind-siliguri/files/hind-siliguri-bengali-600-normal.woff"),
};
const LATIN = {
  family: "Hind Latin",
  regular: require.resolve("@fontsource/hind-siliguri/files/hind-siliguri-latin-400-normal.woff"),
  bold: require.resolve("@fontsource/hind-siliguri/files/hind-siliguri-latin-600-normal.woff"),
};
const ACCENTS = {
  family: "Hind Accents",
  regular: require.resolve("@fontsource/hind-siliguri/files/hind-siliguri-latin-ext-400-normal.woff"),
  bold: require.resolve("@fontsource/hind-siliguri/files/hind-siliguri-latin-ext-600-normal.woff"),
};

const BANGLA_FIRST = [BANGLA.family, LATIN.family, ACCENTS.family];
const LATIN_FIRST = [LATIN.family, ACCENTS.family, BANGLA.family];

/**
 * All of the family, in the order that suits the words. Both files have the space: with the other script first, every
 * space would change the font, and each change adds a font of its own to the file (146 kB instead of 12).
 */
export const familiesFor = (words: string): string[] =>
  /\p{Script=Bengali}/u.test(words) ? BANGLA_FIRST : LATIN_FIRST;

/** Tells the renderer where the letters are. Words are never broken: Bangla would be cut inside a conjunct. */
export function registerFonts(): void {
  for (const { family, regular, bold } of [BANGLA, LATIN, ACCENTS]) {
    Font.register({
      family,
      fonts: [
        { src: regular, fontWeight: 400 },
        { src: bold, fontWeight: 600 },
      ],
    });
  }
  Font.registerHyphenationCallback((word) => [word]);
}
