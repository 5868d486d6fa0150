import { FONT_FACES } from "./fonts.ts";

/**
 * The colours, type and ornament that all pages of the simulator share: undyed cotton, one ink, running stitches. The
 * turmeric seam on top, with the word "development", tells them from anything real.
 */
export const TOKENS = `${FONT_FACES}:root {
  color-scheme: light dark;
  --paper: #fbf8f2; --surface: #ffffff; --sunken: #f3eee4;
  --ink: #1b1f2a; --ink-2: #4a4f5c; --ink-3: #646976;
  --line: #e2dacb; --line-strong: #8a826f;
  --indigo: #2e3a97; --on-indigo: #ffffff; --indigo-tint: #eceefa;
  --leaf: #17663f; --leaf-tint: #e4f3ea;
  --turmeric: #855000; --turmeric-thread: #b26b00; --turmeric-tint: #fff3d9;
  --alta: #b3202c; --alta-tint: #fcebea;
  --sans: Figtree, "Noto Sans Bengali", system-ui, sans-serif;
  --serif: "Tiro Bangla", "Noto Sans Bengali", Georgia, serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #11131d; --surface: #191c2a; --sunken: #222639;
    --ink: #f3f0e9; --ink-2: #bdbfcc; --ink-3: #9a9db0;
    --line: #2c3147; --line-strong: #6f7590;
    --indigo: #aab5ff; --on-indigo: #11131d; --indigo-tint: #222a4d;
    --leaf: #7bd3a2; --leaf-tint: #12291e;
    --turmeric: #f2be5c; --turmeric-thread: #f2be5c; --turmeric-tint: #2c2210;
    --alta: #ff9a97; --alta-tint: #35171a;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 16px/1.55 var(--sans); }
h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset, pre { margin: 0; padding: 0; border: 0; min-width: 0; }
button, input, select, textarea { font: inherit; color: inherit; }
a { color: var(--indigo); }
:focus-visible { outline: 3px solid var(--indigo); outline-offset: 2px; }
.seam {
  background: var(--turmeric-tint); color: var(--turmeric); font-size: 13px; line-height: 1.4;
  padding: 9px 16px 7px; position: relative; text-align: start;
}
.seam::before {
  content: ""; position: absolute; inset: 3px 0 auto; height: 2px;
  background: repeating-linear-gradient(90deg, var(--turmeric-thread) 0 10px, transparent 10px 16px);
}
.number { font-variant-numeric: tabular-nums lining-nums; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
