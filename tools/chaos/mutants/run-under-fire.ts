import type { Undo } from "@careforall/world";
import type { Fire, Mutant } from "./patch.ts";
import { chosenMutants, makeCopy, withMistake } from "./plant.ts";
import { buildCopy, type FireVerdict, runFire } from "./run-fire.ts";

export type UnderFire = {
  readonly results: readonly FireResult[];
  /** Mistakes that a run sees only sometimes, with the reason: their tests alone are asked. */
  readonly untried: readonly { readonly name: string; readonly why: string }[];
};

export type FireResult = Fire & {
  readonly name: string;
  readonly mistake: string;
  readonly isCaught: boolean;
  /** Every check that failed, the expected one among them. */
  readonly failed: readonly string[];
  readonly brokenOff: string | null;
  readonly seconds: number;
};

type Planned = Mutant & { readonly fire: Fire };

const MS_PER_S = 1_000;

/**
 * Makes each known mistake in a copy of the sources, builds it, and sends it through the run that its patch names: the
 * check that the patch names must fail. First each of those runs must be right without the mistake.
 */
export async function runUnderFire(only: readonly string[] | null, undo: Undo): Promise<UnderFire> {
  const mutants = chosenMutants(only);
  const planned = mutants.filter((mutant): mutant is Planned => mutant.fire !== null);
  const copy = await makeCopy(undo);
  await requireSoundRuns(copy, planned, undo);
  const results: FireResult[] = [];
  for (const mutant of planned) {
    const startedAt = performance.now();
    const verdict = await withMistake(copy, mutant, async () => {
      await buildCopy(copy, undo);
      return runFire(copy, mutant.fire.typed, undo);
    });
    const result = resultOf(mutant, verdict, Math.round((performance.now() - startedAt) / MS_PER_S));
    results.push(result);
    console.log(printedFire(result));
  }
  const untried = mutants.flatMap(({ name, unseen }) => (unseen === null ? [] : [{ name, why: unseen }]));
  for (const { name, why } of untried) console.log(`by its test alone  ${name}: ${why}`);
  return { results, untried };
}

async function requireSoundRuns(copy: string, planned: readonly Planned[], undo: Undo): Promise<void> {
  const runs = [...new Set(planned.map(({ fire }) => fire.typed))];
  console.log(`${planned.length} known mistakes; first their ${runs.length} runs without any of them`);
  await buildCopy(copy, undo);
  for (const typed of runs) {
    const { failed, brokenOff } = await runFire(copy, typed, undo);
    if (failed.length === 0 && brokenOff === null) console.log(`right  pnpm chaos ${typed}`);
    else throw new Error(`without any mistake "${typed}" finds: ${brokenOff ?? failed.join("; ")}`);
  }
}

const resultOf = (
  { name, mistake, fire }: Planned,
  { failed, brokenOff }: FireVerdict,
  seconds: number,
): FireResult => ({
  name,
  mistake,
  ...fire,
  isCaught: failed.includes(fire.seen),
  failed,
  brokenOff,
  seconds,
});

function printedFire({
  name,
  mistake,
  typed,
  isCaught,
  seen,
  failed,
  brokenOff,
  seconds,
}: FireResult): string {
  const others = failed.filter((check) => check !== seen);
  const found = brokenOff ?? (failed.join("; ") || "nothing");
  return [
    `${isCaught ? "caught" : "NOT CAUGHT"}  ${name} (${mistake}), ${seconds} s`,
    `        pnpm chaos ${typed}`,
    isCaught
      ? `        ${seen}${others.length === 0 ? "" : `; besides: ${others.join("; ")}`}`
      : `        expected: ${seen}; found: ${found}`,
  ].join("\n");
}

/** The part of `reports/chaos.json` that is about mistakes under fire. */
export const underFirePart = ({ results, untried }: UnderFire): object => ({
  planted: results.length,
  caught: results.filter(({ isCaught }) => isCaught).length,
  by_name: Object.fromEntries(
    results.map(({ name, typed, seen, isCaught, failed, seconds }) => [
      name,
      { run: typed, expected: seen, is_caught: isCaught, checks_failed: failed, seconds },
    ]),
  ),
  by_test_alone: Object.fromEntries(untried.map(({ name, why }) => [name, why])),
});
