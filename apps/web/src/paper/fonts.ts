import { createRequire } from "node:module";
import { Font } from "@react-pdf/renderer";

/** The package splits the family by script: the Bangla file has no comma, stop or dash, so the Latin ones follow it. */
const SCRIPTS = ["bengali", "latin", "latin-ext"] as const;
const WEIGHTS = [400, 600] as const;

/** Every text names all of them, in this order. */
export const FAMILIES = SCRIPTS.map((script) => `Hind ${script}`);

/** Tells the renderer where the letters are. Words are never broken: Bangla would be cut inside a conjunct. */
export function registerFonts(): void {
  const { resolve } = createRequire(import.meta.url);
  for (const script of SCRIPTS) {
    Font.register({
      family: `Hind ${script}`,
      fonts: WEIGHTS.map((weight) => ({
        src: resolve(`@fontsource/hind-siliguri/files/hind-siliguri-${script}-${weight}-normal.woff`),
        fontWeight: weight,
      })),
    });
  }
  Font.registerHyphenationCallback((word) => [word]);
}
