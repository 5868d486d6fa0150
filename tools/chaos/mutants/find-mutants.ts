import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Mutant, readMutant } from "./patch.ts";

const SUFFIX = ".mutant.patch";

/** Every known mistake of the sources in `root`, by name. */
export function findMutants(root: string): readonly Mutant[] {
  return globSync(`{apps,packages}/*/src/**/*${SUFFIX}`, { cwd: root })
    .map((file) => readMutant(path.basename(file, SUFFIX), readFileSync(path.join(root, file), "utf8")))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
