import {
  copyFileSync,
  cpSync,
  existsSync,
  globSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from "node:fs";
import path from "node:path";
import { ROOT } from "@careforall/world";

/** Neither sources nor needed by them. */
const LEFT_OUT = new Set([".git", ".next", ".turbo", ".data", "reports", "node_modules", "test-results"]);
/** What tools keep beside installed packages, and write to. */
const CACHES = new Set([".vite", ".cache"]);

/**
 * Copies the sources as they lie there, uncommitted changes included, so that nothing is ever broken where somebody
 * works. Installed packages are not copied but linked file by file: a build wants them below its own root, and links
 * between our own packages stay in the copy.
 */
export function copySources(target: string): void {
  cpSync(ROOT, target, {
    recursive: true,
    filter: (source) => !LEFT_OUT.has(path.basename(source)),
  });
  linkTree(path.join(ROOT, "node_modules"), path.join(target, "node_modules"));
  for (const folder of globSync("{apps,packages,tools}/*/node_modules", { cwd: ROOT })) {
    if (existsSync(path.join(target, path.dirname(folder))))
      linkTree(path.join(ROOT, folder), path.join(target, folder));
  }
}

function linkTree(source: string, target: string): void {
  mkdirSync(target, { recursive: true });
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    if (CACHES.has(entry.name)) continue;
    const [from, to] = [path.join(source, entry.name), path.join(target, entry.name)];
    if (entry.isDirectory()) linkTree(from, to);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
    else linkFile(from, to);
  }
}

function linkFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to); // the temporary folder is on another disk
  }
}
