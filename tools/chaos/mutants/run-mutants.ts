import type { Undo } from "@careforall/world";
import type { Mutant } from "./patch.ts";
import { chosenMutants, makeCopy, withMistake } from "./plant.ts";
import { runCheck } from "./run-check.ts";

export type MutantResult = {
  readonly name: string;
  readonly mistake: string;
  /** The test that failed, or null when nobody saw the mistake. */
  readonly caughtBy: string | null;
  readonly seconds: number;
};

const MS_PER_S = 1_000;

/**
 * Makes each known mistake in a copy of the sources and runs the test that must see it. First that test must pass
 * without the mistake: a check that always fails catches nothing.
 */
export async function runMutants(
  only: readonly string[] | null,
  undo: Undo,
): Promise<readonly MutantResult[]> {
  const mutants = chosenMutants(only);
  const copy = await makeCopy(undo);
  await requireSoundChecks(copy, mutants, undo);
  const results: MutantResult[] = [];
  for (const mutant of mutants) {
    const result = await runMutant(copy, mutant, undo);
    results.push(result);
    console.log(printedResult(result));
  }
  return results;
}

async function requireSoundChecks(copy: string, mutants: readonly Mutant[], undo: Undo): Promise<void> {
  console.log(`${mutants.length} known mistakes; first their checks without any of them`);
  const files = [...new Set(mutants.map(({ check }) => check))];
  const tests = [...new Set(mutants.map(({ test }) => test))];
  const { failed, passed } = await runCheck(copy, { files, tests }, undo);
  if (failed.length > 0 || passed < tests.length)
    throw new Error(`without any mistake ${passed} checks pass and these fail: ${failed.join("; ")}`);
}

async function runMutant(copy: string, mutant: Mutant, undo: Undo): Promise<MutantResult> {
  const startedAt = performance.now();
  const { check, test } = mutant;
  const { failed } = await withMistake(copy, mutant, () =>
    runCheck(copy, { files: [check], tests: [test] }, undo),
  );
  // Only the named test counts: a file that cannot even be loaded has judged nothing.
  const by = failed.find((name) => name.includes(test)) ?? null;
  return {
    name: mutant.name,
    mistake: mutant.mistake,
    caughtBy: by === null ? null : `${check}: ${by}`,
    seconds: Math.round((performance.now() - startedAt) / MS_PER_S),
  };
}

const printedResult = ({ name, mistake, caughtBy, seconds }: MutantResult): string =>
  `${caughtBy === null ? "NOT CAUGHT" : "caught"}  ${name} (${mistake}), ${seconds} s\n        ${caughtBy ?? "nobody saw it"}`;

/** The part of `reports/chaos.json` that is about mutants. */
export const mutantsPart = (results: readonly MutantResult[]): object => ({
  planted: results.length,
  caught: results.filter(({ caughtBy }) => caughtBy !== null).length,
  by_name: Object.fromEntries(results.map(({ name, caughtBy, seconds }) => [name, { caughtBy, seconds }])),
});
