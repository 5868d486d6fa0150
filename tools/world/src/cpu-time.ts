import { readFileSync } from "node:fs";

/** Linux counts in hundredths of a second for every program (USER_HZ), whatever its own clock does. */
const TICK_MS = 10;
/** Fields 14 and 15 of /proc/PID/stat, counted from the field after the program's name. */
const USER_FIELD = 11;
const SYSTEM_FIELD = 12;

/** Processor time that a process has used in all its threads; null where the system does not tell. */
export function cpuTimeMs(pid: number): number | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return null; // no /proc here
  }
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[USER_FIELD]) + Number(fields[SYSTEM_FIELD])) * TICK_MS;
}
