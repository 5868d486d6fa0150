import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { DATA, ROOT } from "../stack/addresses.ts";
import { toldToOthers } from "./keep-secret.ts";
import type { Place } from "./place.ts";

// What is read when everything has stopped and has written its last line.

/** What every browser can load, made by the build. */
const FOR_BROWSERS = ["apps/web/.next/static", "apps/web/public"];

/**
 * What a start on embedded defaults shows on the terminal of whoever typed it: the address of a database that listens on
 * this machine alone, with the password that was made for it. This one line of the box, and nothing else.
 */
const BOX_OF_DATABASE = /^│ Postgres {3}postgresql:\/\/.*$/gm;

/** Logs of web, worker, simulator, supervisor, seed and PostgreSQL; files for browsers; what other sites were told. */
export const placesOfFiles = (): readonly Place[] => [
  ...filesIn(DATA.folder, (file) => file.endsWith(".log")).map(({ name, text }) => ({
    name,
    text: text.replace(BOX_OF_DATABASE, ""),
  })),
  ...FOR_BROWSERS.flatMap((folder) => filesIn(path.join(ROOT, folder), () => true)),
  { name: "what browsers told other sites", text: toldToOthers() },
];

export function filesIn(folder: string, isMeant: (file: string) => boolean): readonly Place[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isMeant(entry.name))
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .map((file) => ({ name: path.relative(ROOT, file), text: readFileSync(file, "utf8") }));
}
