import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { commandLine, isRunning, startTicks } from "../../packages/db/src/embedded/index.ts";

/** Names one process for ever: pids are reused, a pid together with its start time is not. */
export interface ProcessStamp {
  readonly pid: number;
  /** Null where the system does not tell. */
  readonly started: string | null;
}

export function stampOf(pid: number): ProcessStamp {
  return { pid, started: startTicks(pid) };
}

/** `unknown`: a process with this pid runs, but the system does not tell whether it is the same one. */
export function fate(stamp: ProcessStamp): "running" | "gone" | "unknown" {
  if (!isRunning(stamp.pid)) return "gone";
  if (stamp.started === null || commandLine(stamp.pid) === null) return "unknown";
  return startTicks(stamp.pid) === stamp.started ? "running" : "gone";
}

/** In one step: whoever reads meanwhile finds the former stamp or this one, never half of it. */
export function writePidFile(file: string, pid: number): void {
  const coming = `${file}.new`;
  writeFileSync(coming, `${JSON.stringify(stampOf(pid))}\n`, { mode: 0o600 });
  renameSync(coming, file);
}

export function readPidFile(file: string): ProcessStamp | null {
  if (!existsSync(file)) return null;
  try {
    const stamp: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof stamp !== "object" || stamp === null) return null;
    if (!("pid" in stamp) || typeof stamp.pid !== "number" || !("started" in stamp)) return null;
    return { pid: stamp.pid, started: typeof stamp.started === "string" ? stamp.started : null };
  } catch {
    return null; // cut short by a crash while it was written: names nobody
  }
}

export function removePidFile(file: string): void {
  rmSync(file, { force: true });
}
