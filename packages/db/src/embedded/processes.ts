import { readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";

// Who is running, asked of the kernel. Linux answers everything through /proc; elsewhere only `isRunning` does,
// the others say "unknown" (null or empty), and callers must then leave the process alone.

const POLL_INTERVAL_MS = 20;

function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return null; // no /proc on this system, no such process, or not ours to look at
  }
}

/** Fields of /proc/PID/stat that follow the program's name; the name is in parentheses and may hold spaces. */
function statFields(pid: number): string[] | null {
  const stat = readProc(pid, "stat");
  return stat === null ? null : stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/**
 * A killed process that its parent has not reaped (state Z) still answers to signals but runs no more. While it
 * has other threads, those are still ending, and with them its open files and ports.
 */
function isUnreaped(pid: number): boolean {
  const fields = statFields(pid);
  return fields?.[0] === "Z" && Number(fields[17]) <= 1;
}

export function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return !isUnreaped(pid);
}

/** Program and arguments, or null when unknown. */
export function commandLine(pid: number): string[] | null {
  const text = readProc(pid, "cmdline");
  return text === null || text === "" ? null : text.replace(/\0$/, "").split("\0");
}

/** Start in kernel clock ticks since boot; with the pid it names one process for ever, although pids are reused. */
export function startTicks(pid: number): string | null {
  return statFields(pid)?.[19] ?? null;
}

/** Every pid, or none where /proc is missing. */
export function listProcesses(): number[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** Processes whose working folder is `folder`; PostgreSQL's processes work inside their cluster. */
export function processesIn(folder: string): number[] {
  let target: string;
  try {
    target = realpathSync(folder);
  } catch {
    return [];
  }
  return listProcesses().filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === target && isRunning(pid);
    } catch {
      return false;
    }
  });
}

/** Sends a signal; a process that is already gone is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** True when none of the processes runs any more, false when one outlives the limit. */
export async function waitUntilGone(pids: readonly number[], limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (pids.some(isRunning)) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  }
  return true;
}
