import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createOwnedFolder, destroyFolder, OptionsError, ROOT, type Undo } from "@careforall/world";
import { copySources } from "./copy-sources.ts";
import { findMutants } from "./find-mutants.ts";
import { applyChange, type Mutant } from "./patch.ts";

/** The known mistakes of these names, or all; an unknown name is refused. */
export function chosenMutants(only: readonly string[] | null): readonly Mutant[] {
  const all = findMutants(ROOT);
  const unknown = only?.find((name) => all.every((mutant) => mutant.name !== name));
  if (unknown === undefined) return all.filter(({ name }) => only?.includes(name) ?? true);
  throw new OptionsError(`--only knows ${all.map(({ name }) => name).join(", ")}, not "${unknown}".`);
}

/** A copy of the sources to break, which vanishes with the run. Answers where it is. */
export async function makeCopy(undo: Undo): Promise<string> {
  const folder = await createOwnedFolder("mutants");
  undo.add({ stop: () => destroyFolder(folder), kill: () => undefined });
  const copy = path.join(folder, "sources");
  copySources(copy);
  return copy;
}

/** Makes the mistake in the copy for as long as the work takes. */
export async function withMistake<T>(copy: string, mutant: Mutant, work: () => Promise<T>): Promise<T> {
  const originals = mutant.changes.map(({ file }) => {
    const place = path.join(copy, file);
    return { place, text: readFileSync(place, "utf8") };
  });
  const broken = mutant.changes.map((change, i) =>
    applyChange(mutant.name, change, originals[i]?.text ?? ""),
  );
  originals.forEach(({ place }, i) => writeFileSync(place, broken[i] ?? ""));
  try {
    return await work();
  } finally {
    for (const { place, text } of originals) writeFileSync(place, text);
  }
}
