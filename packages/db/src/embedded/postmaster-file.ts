import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { commandLine, isRunning } from "./processes.ts";

/** What a running server writes about itself into its cluster; the port is null until it listens. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number | null;
}

const fileOf = (cluster: string): string => path.join(cluster, "postmaster.pid");

/** Lines of the file, by PostgreSQL's own order: pid, data directory, start time, port, … */
export function readPostmasterFile(cluster: string): PostmasterFile | null {
  if (!existsSync(fileOf(cluster))) return null;
  const lines = readFileSync(fileOf(cluster), "utf8").split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return { pid, port: Number.isSafeInteger(port) && port > 0 ? port : null };
}

/** Whether `pid` is a server of this cluster. After a crash the number may belong to any other program. */
export function isPostmasterOf(cluster: string, pid: number): boolean {
  if (!isRunning(pid)) return false;
  const command = commandLine(pid);
  if (command === null) return true; // unknown on this system: PostgreSQL's own check decides
  return path.basename(command[0] ?? "") === "postgres" && command.includes(cluster);
}

/** The pid of this cluster's running server, or null. */
export function runningPostmaster(cluster: string): number | null {
  const file = readPostmasterFile(cluster);
  return file !== null && isPostmasterOf(cluster, file.pid) ? file.pid : null;
}

/**
 * Removes the file of a server that is gone. PostgreSQL mostly does so itself, but refuses when the number was
 * given to another process or when nobody reaped the killed one. Only call it when no process works in the
 * cluster: the file also guards the shared memory of orphans.
 */
export function removeStalePostmasterFile(cluster: string): void {
  if (runningPostmaster(cluster) === null) rmSync(fileOf(cluster), { force: true });
}
