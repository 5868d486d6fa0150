import { existsSync, readFileSync } from "node:fs";
import { isRunning, startTicks } from "@careforall/db/embedded";
import * as z from "zod";

/** What the supervisor writes about a process: a pid alone may be another program's by now. */
const zStamp = z.object({ pid: z.int().positive(), started: z.string().nullable() });

/** The pid in a pid file of the supervisor; null when there is no such process any more. */
export function runningPid(file: string): number | null {
  if (!existsSync(file)) return null;
  const { pid, started } = zStamp.parse(JSON.parse(readFileSync(file, "utf8")));
  return isRunning(pid) && startTicks(pid) === started ? pid : null;
}
