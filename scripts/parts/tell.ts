import type { PartResult } from "./run-part.ts";

const NAME_WIDTH = 12;
const SECONDS_WIDTH = 7;
const MARKS = { passed: "ok", failed: "FAILED", timed_out: "TIMED OUT", stopped: "stopped" } as const;

export const lineOf = ({ name, seconds, outcome }: PartResult): string =>
  `${name.padEnd(NAME_WIDTH)} ${seconds.toFixed(1).padStart(SECONDS_WIDTH)} s  ${MARKS[outcome]}`;

/** One line for what went well; everything a step said when it did not. */
export function tell(result: PartResult): void {
  if (result.outcome !== "passed" && result.output.trim() !== "") console.log(result.output.trimEnd());
  console.log(lineOf(result));
}
