import * as z from "zod";

/** Lines count from 1, columns from 0, as V8's reports and source maps have them. */
export type Position = { readonly line: number; readonly column: number };
export type Count = { readonly total: number; readonly covered: number };

/** One source, as the unit and database tests know it. */
export type Source = {
  /** Where each statement begins. Imports and types are none. */
  readonly statements: readonly Position[];
  /** Indexes of the statements that these tests ran. */
  readonly ran: ReadonlySet<number>;
  readonly branches: Count;
};

export type Sources = ReadonlyMap<string, Source>;

/** What of Vitest's `json` report we read; Istanbul's format, by absolute path. */
const zReport = z.record(
  z.string(),
  z.object({
    statementMap: z.record(z.string(), z.object({ start: z.object({ line: z.int(), column: z.int() }) })),
    s: z.record(z.string(), z.int()),
    b: z.record(z.string(), z.array(z.int())),
  }),
);

/** Every source of the report by its absolute path; it has those too that no test has loaded. */
export function sourcesOf(report: unknown): Sources {
  const files = Object.entries(zReport.parse(report));
  return new Map(
    files.map(([file, { statementMap, s, b }]) => {
      const statements = Object.entries(statementMap);
      const ran = statements.flatMap(([id], index) => ((s[id] ?? 0) > 0 ? [index] : []));
      const arms = Object.values(b).flat();
      return [
        file,
        {
          statements: statements.map(([, { start }]) => start),
          ran: new Set(ran),
          branches: { total: arms.length, covered: arms.filter((count) => count > 0).length },
        },
      ];
    }),
  );
}
