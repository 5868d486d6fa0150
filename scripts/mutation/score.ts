import * as z from "zod";

/**
 * Below this share of detected mutants, in percent and for every slice, `pnpm mutate` fails. A bit under what is
 * reached (docs/benchmarks.md); raise it when the score has risen.
 */
export const SCORE_MIN = 90;

/** Only what is counted of Stryker's report. */
const zMutationReport = z.object({
  files: z.record(z.string(), z.object({ mutants: z.array(z.object({ status: z.string() })) })),
});

export type Score = {
  readonly slice: string;
  /** A test failed, or the mutant ran for ever. */
  readonly detected: number;
  /** No test noticed. */
  readonly missed: number;
};

const DETECTED = ["Killed", "Timeout"];
const MISSED = ["Survived", "NoCoverage"];
const SLICE = /^packages\/domain\/src\/([^/]+)\//;

/**
 * The scores by slice, in order of names. Mutants that cannot run at all (a constant that no longer loads) and those
 * that a comment excuses count neither way.
 */
export function scoresOf(report: unknown): readonly Score[] {
  const slices = new Map<string, Score>();
  for (const [file, { mutants }] of Object.entries(zMutationReport.parse(report).files)) {
    const slice = SLICE.exec(file)?.[1];
    if (slice === undefined) throw new Error(`${file} is in no slice of packages/domain`);
    const before = slices.get(slice) ?? { slice, detected: 0, missed: 0 };
    const count = (statuses: readonly string[]) =>
      mutants.filter(({ status }) => statuses.includes(status)).length;
    slices.set(slice, {
      slice,
      detected: before.detected + count(DETECTED),
      missed: before.missed + count(MISSED),
    });
  }
  return [...slices.values()].toSorted((a, b) => (a.slice < b.slice ? -1 : 1));
}

/** All slices as one. */
export const overall = (scores: readonly Score[]): Score => ({
  slice: "overall",
  detected: scores.reduce((sum, { detected }) => sum + detected, 0),
  missed: scores.reduce((sum, { missed }) => sum + missed, 0),
});

/** Detected of all, in percent. 100 where there is nothing to mutate. */
export const percentOfScore = ({ detected, missed }: Score): number =>
  detected + missed === 0 ? 100 : (100 * detected) / (detected + missed);

/** What is below SCORE_MIN. A run without a single mutant measured nothing and is never enough. */
export function tooLow(scores: readonly Score[]): readonly Score[] {
  const all = overall(scores);
  if (all.detected + all.missed === 0) return [all];
  return scores.filter((score) => percentOfScore(score) < SCORE_MIN);
}

const NAME_WIDTH = 14;
const NUMBER_WIDTH = 9;

/** For people: one line per slice that has mutants, and one for all. */
export function scoreTable(scores: readonly Score[]): string {
  const shown = [...scores.filter(({ detected, missed }) => detected + missed > 0), overall(scores)];
  const lines = shown.map((score) => [
    score.slice,
    `${percentOfScore(score).toFixed(1)} %`,
    `${score.detected}`,
    `${score.missed}`,
  ]);
  return [["slice", "score", "detected", "missed"], ...lines]
    .map(([name = "", ...numbers]) =>
      [name.padEnd(NAME_WIDTH), ...numbers.map((number) => number.padStart(NUMBER_WIDTH))].join(""),
    )
    .join("\n");
}
