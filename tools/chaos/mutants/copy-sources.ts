import { cpSync, existsSync, globSync, symlinkSync } from "node:fs";
import path from "node:path";
import { ROOT } from "@careforall/world";

/** Neither sources nor needed by them. */
const LEFT_OUT = new Set([".git", ".next", ".turbo", ".data", "reports", "node_modules", "test-results"]);

/**
 * Copies the sources as they lie there, uncommitted changes included, so that nothing is ever broken where somebody
 * works. Installed packages are not copied: links lead to them, and those between our own packages stay in the copy.
 */
export function copySources(target: string): void {
  cpSync(ROOT, target, {
    recursive: true,
    filter: (source) => !LEFT_OUT.has(path.basename(source)),
  });
  symlinkSync(path.join(ROOT, "node_modules"), path.join(target, "node_modules"));
  for (const folder of globSync("{apps,packages,tools}/*/node_modules", { cwd: ROOT })) {
    if (!existsSync(path.join(target, path.dirname(folder)))) continue;
    cpSync(path.join(ROOT, folder), path.join(target, folder), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.includes(`${path.sep}.vite`),
    });
  }
}
