import path from "node:path";
import * as z from "zod";

const zCount = z.object({ total: z.number(), covered: z.number() });
/** What of Vitest's `json-summary` we read: counts by absolute path, and one `total`. */
export const zSummary = z.record(z.string(), z.object({ lines: zCount, branches: zCount }));

type Count = z.output<typeof zCount>;
export type PackageCoverage = {
  readonly package: string;
  /** Percent, one decimal; 100 where there is nothing to cover. */
  readonly lines: number;
  readonly branches: number;
  readonly lineCount: number;
};

/** Sums the files of each package or app, sorted by name. */
export function perPackage(summary: z.output<typeof zSummary>, root: string): readonly PackageCoverage[] {
  const files = Object.entries(summary).filter(([file]) => file !== "total");
  const byPackage = Map.groupBy(files, ([file]) =>
    path.relative(root, file).split(path.sep).slice(0, 2).join("/"),
  );
  return [...byPackage]
    .map(([name, members]) => {
      const lines = sumOf(members.map(([, counts]) => counts.lines));
      const branches = sumOf(members.map(([, counts]) => counts.branches));
      return { package: name, lines: percent(lines), branches: percent(branches), lineCount: lines.total };
    })
    .toSorted((a, b) => (a.package < b.package ? -1 : 1));
}

const sumOf = (counts: readonly Count[]): Count => ({
  total: counts.reduce((sum, { total }) => sum + total, 0),
  covered: counts.reduce((sum, { covered }) => sum + covered, 0),
});

/** Rounded down: 79.96 % is not 80 %. */
const percent = ({ total, covered }: Count): number =>
  total === 0 ? 100 : Math.floor((covered * 1_000) / total) / 10;
