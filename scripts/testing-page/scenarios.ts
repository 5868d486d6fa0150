import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A numbered scenario: `DF-01`, what it guarantees, and the file that shows it. */
export type Scenario = { readonly number: string; readonly guarantee: string; readonly file: string };

/** A row of a table in Markdown, or the name of a test. */
const ROW = /^\| ([A-Z]{2}-\d{2}) \| (.+?) +\| `([^`]+)` *\|$/gm;
const TEST = /^\s*test\("([A-Z]{2}-\d{2}) ([^"]+)", async/gm;
/** Whatever `test` begins with, so that a scenario without a number cannot hide. */
const ANY_TEST = /^\s*test(?:\.(?!describe)\w+)?\(\s*["'`]/gm;

const rows = (text: string, pattern: RegExp): readonly (readonly string[])[] =>
  [...text.matchAll(pattern)].map(([, ...groups]) => groups.map((group) => group.trim()));

/** The scenarios that a page lists. */
export const listedIn = (markdown: string): readonly Scenario[] =>
  rows(markdown, ROW).map(([number = "", guarantee = "", file = ""]) => ({ number, guarantee, file }));

/** The scenarios that a file of tests shows; throws for a test there that has no number. */
export function shownIn(source: string, file: string): readonly Scenario[] {
  const shown = rows(source, TEST).map(([number = "", guarantee = ""]) => ({ number, guarantee, file }));
  const tests = [...source.matchAll(ANY_TEST)].length;
  if (tests !== shown.length) throw new Error(`${file} has ${tests} tests, and ${shown.length} scenarios`);
  return shown;
}

/** The scenarios of all files in a folder. */
export const shownInFolder = (folder: string): readonly Scenario[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".spec.ts"))
    .flatMap((name) => shownIn(readFileSync(path.join(folder, name), "utf8"), name));
