import type { DeadLetter } from "../../packages/db/src/dead-letter/dead-letter.ts";

const ERROR_SHOWN_CHARACTERS = 160;

/** For people: what is dead, why, since when, and what to type next. */
export function deadListOf(letters: readonly DeadLetter[], limit: number): string {
  if (letters.length === 0) return "Nothing is dead.";
  const lines = letters.map(
    ({ source, id, what, error, attempts, deadAt }) =>
      `${source} ${id}  ${what}, ${attempts} tries, dead since ${deadAt.toISOString()}\n     ${(error ?? "no reason was kept").replaceAll(/\s+/g, " ").slice(0, ERROR_SHOWN_CHARACTERS)}`,
  );
  const more = letters.length === limit ? ` (the oldest ${limit}; there may be more)` : "";
  return [...lines, "", `${letters.length} dead${more}. pnpm dead replay <source> <id> --reason "why"`].join(
    "\n",
  );
}
