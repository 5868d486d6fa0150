import type { Rebuilt } from "../../packages/api/src/rebuild/index.ts";

/** For people: a line per row that differs, how many more there are, and what became of them. */
export function linesOf(
  { events, donations, differences, shown, isReplaced }: Rebuilt,
  where: string,
): string {
  const rows = shown.map(
    ({ table, key, live, rebuilt }) =>
      `${table} ${key}\n     live     ${live ?? "(no row)"}\n     rebuilt  ${rebuilt ?? "(no row)"}`,
  );
  const rest = differences > shown.length ? [`… and ${differences - shown.length} more`] : [];
  return [
    ...rows,
    ...rest,
    `${events} events and ${donations} promises folded again: ${verdict(differences, isReplaced)} in ${where}`,
  ].join("\n");
}

function verdict(differences: number, isReplaced: boolean): string {
  if (differences === 0) return "the live rows are equal to the rebuilt ones";
  if (isReplaced) return `${differences} live row(s) differed and were replaced`;
  return `${differences} live row(s) DIFFER; to replace them, type: pnpm run rebuild --swap`;
}

/** 1 as long as live rows are not what the events make of them. */
export const exitCodeOf = ({ differences, isReplaced }: Rebuilt): 0 | 1 =>
  differences === 0 || isReplaced ? 0 : 1;
