import path from "node:path";
import type { Count, Source, Sources } from "./sources.ts";
import type { Runs } from "./stack-runs.ts";

export type PackageCoverage = {
  readonly package: string;
  /** Percent of the lines that any test ran, one decimal; 100 where there is nothing to cover. */
  readonly lines: number;
  /** The same of the unit and database tests alone. */
  readonly linesByUnitTests: number;
  readonly branchesByUnitTests: number;
  readonly lineCount: number;
};

/** Sums the sources of each package or app, sorted by name. A line counts as soon as one statement that begins on it ran. */
export function perPackage(sources: Sources, runs: Runs, root: string): readonly PackageCoverage[] {
  const byPackage = Map.groupBy(sources, ([file]) =>
    path.relative(root, file).split(path.sep).slice(0, 2).join("/"),
  );
  return [...byPackage]
    .map(([name, members]) => {
      const lines = sumOf(members.map(([file, source]) => linesOf(source, runs.get(file))));
      const byUnitTests = sumOf(members.map(([, source]) => linesOf(source)));
      const branches = sumOf(members.map(([, source]) => source.branches));
      return {
        package: name,
        lines: percent(lines),
        linesByUnitTests: percent(byUnitTests),
        branchesByUnitTests: percent(branches),
        lineCount: lines.total,
      };
    })
    .toSorted((a, b) => (a.package < b.package ? -1 : 1));
}

/** Lines of a source that no test ran, in order. */
export function missedLines(source: Source, alsoRan: ReadonlySet<number> = new Set()): readonly number[] {
  const { all, covered } = linesRun(source, alsoRan);
  return [...all].filter((line) => !covered.has(line)).toSorted((a, b) => a - b);
}

function linesOf(source: Source, alsoRan?: ReadonlySet<number>): Count {
  const { all, covered } = linesRun(source, alsoRan);
  return { total: all.size, covered: covered.size };
}

function linesRun({ statements, ran }: Source, alsoRan: ReadonlySet<number> = new Set()) {
  const covered = statements.filter((_, index) => ran.has(index) || alsoRan.has(index));
  return {
    all: new Set(statements.map(({ line }) => line)),
    covered: new Set(covered.map(({ line }) => line)),
  };
}

const sumOf = (counts: readonly Count[]): Count => ({
  total: counts.reduce((sum, { total }) => sum + total, 0),
  covered: counts.reduce((sum, { covered }) => sum + covered, 0),
});

/** Rounded down: 79.96 % is not 80 %. */
const percent = ({ total, covered }: Count): number =>
  total === 0 ? 100 : Math.floor((covered * 1_000) / total) / 10;
