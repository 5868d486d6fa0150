import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Invariant, InvariantFileError, parseInvariant } from "./invariant.ts";

export const INVARIANTS_FOLDER = path.join(import.meta.dirname, "../../invariants");

/** All invariants, in the order of their ids. */
export function readInvariants(folder = INVARIANTS_FOLDER): readonly Invariant[] {
  const invariants = readdirSync(folder)
    .toSorted(byNumber)
    .map((name) => parseInvariant(name, readFileSync(path.join(folder, name), "utf8")));
  const twice = invariants.find(({ id }, i) => invariants[i - 1]?.id === id);
  if (twice !== undefined) throw new InvariantFileError(`${twice.id} is the name of two invariants`);
  return invariants;
}

/** I-100 comes after I-11. */
const byNumber = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });
