import { type Limit, type LimitBy, LIMITS } from "./limits.ts";

const BY_WORDS: Readonly<Record<LimitBy, string>> = {
  caller: "account, else browser",
  stranger: "address of whoever has neither account nor browser cookie",
  address: "address",
  email: "e-mail typed",
  everybody: "everybody together",
};

const LOST_WORDS: Readonly<Record<Limit["lost"], string>> = {
  quarter: "a quarter, in each process",
  hold: "counted in PostgreSQL alone, without it refused",
};

/** docs/limits.md, from the table of limits. */
export function limitsPage(words: string): string {
  const rows = Object.entries<Limit>(LIMITS).map(
    ([name, { points, windowS, by, lost, about }]) =>
      `| \`${name}\` | ${about} | ${points} | ${windowOf(windowS)} | ${BY_WORDS[by]} | ${LOST_WORDS[lost]} |`,
  );
  const head = [
    "| name | what | points | in | counted by | when the shared store is lost |",
    "| --- | --- | ---: | --- | --- | --- |",
  ];
  return `${words.trim()}\n\n${[...head, ...rows].join("\n")}\n`;
}

const windowOf = (seconds: number): string => {
  if (seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
};
