import type { InvariantKind, Verdict } from "../../packages/db/src/invariants/index.ts";

const COUNT_WIDTH = 8;

/** For people: a line per invariant, the first violating rows under it, and the names of what is broken at the end. */
export function tableOf(verdicts: readonly Verdict[], shown: string): string {
  const lines = verdicts.flatMap(({ id, title, rows, sample, isSkipped }) => {
    const count = isSkipped ? "skipped" : rows === 0 ? "ok" : `${rows}`;
    return [`${id} ${count.padStart(COUNT_WIDTH)}  ${title}`, ...sample.map((row) => `     ${row}`)];
  });
  return [...lines, "", summaryOf(verdicts, shown)].join("\n");
}

function summaryOf(verdicts: readonly Verdict[], shown: string): string {
  const broken = idsOf(verdicts, "safety");
  const late = idsOf(verdicts, "liveness");
  if (broken.length > 0) return `BROKEN: ${broken.join(", ")} in ${shown}`;
  const rest = late.length === 0 ? "" : `; late: ${late.join(", ")}`;
  return `${verdicts.length} invariants judged, nothing is broken${rest} in ${shown}`;
}

/** The violated invariants of a kind. */
export const idsOf = (verdicts: readonly Verdict[], kind: InvariantKind): readonly string[] =>
  verdicts.filter((verdict) => verdict.kind === kind && verdict.rows > 0).map(({ id }) => id);

/** For machines: a count per invariant under its id, and what was judged when. */
export const reportOf = (
  verdicts: readonly Verdict[],
  run: { readonly kinds: readonly InvariantKind[]; readonly at: Date; readonly ms: number },
): Record<string, unknown> => ({
  at: run.at.toISOString(),
  ms: run.ms,
  kinds: run.kinds,
  skipped: verdicts.filter(({ isSkipped }) => isSkipped).map(({ id }) => id),
  samples: Object.fromEntries(verdicts.filter(({ rows }) => rows > 0).map(({ id, sample }) => [id, sample])),
  ...Object.fromEntries(verdicts.filter(({ isSkipped }) => !isSkipped).map(({ id, rows }) => [id, rows])),
});
