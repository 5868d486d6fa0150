import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { destroyEmbedded, isRunning, startTicks } from "@careforall/db/embedded";
import { endGroupNow } from "./process-group.ts";

/** A pid alone can be somebody else by now; pid and start time cannot. */
const stampOf = (pid: number): string => `${pid} ${startTicks(pid) ?? "unknown"}`;
const pidOf = (stamp: string): number => Number(stamp.split(" ")[0]);
const isStillThere = (stamp: string): boolean => isRunning(pidOf(stamp)) && stampOf(pidOf(stamp)) === stamp;

/** What is mounted now, for this process. */
const MOUNTS = "/proc/self/mounts";

const ownerFile = (folder: string): string => path.join(folder, "owner");
const startedFile = (folder: string): string => path.join(folder, "started");
export const postgresIn = (folder: string): string => path.join(folder, "postgres");

/**
 * A new temporary folder of this run, after whatever killed runs of the same tool left has been ended and removed.
 * `tool` is a word such as `bench`.
 */
export async function createOwnedFolder(tool: string): Promise<string> {
  const prefix = `careforall-${tool}-`;
  for (const orphan of orphans(prefix)) await destroyFolder(orphan);
  const folder = mkdtempSync(path.join(tmpdir(), prefix));
  chmodSync(folder, 0o711); // as root, PostgreSQL runs as another account that must walk through
  writeFileSync(ownerFile(folder), stampOf(process.pid));
  return folder;
}

/** Notes a process that this run started, so that the next run can end it if this one is killed. */
export function noteStarted(folder: string, pid: number): void {
  appendFileSync(startedFile(folder), `${stampOf(pid)}\n`);
}

/** Ends what runs in the folder and deletes it with all its data. */
export async function destroyFolder(folder: string): Promise<void> {
  if (existsSync(startedFile(folder))) {
    const stamps = readFileSync(startedFile(folder), "utf8").trim().split("\n");
    // Where the system does not tell start times, a pid proves nothing: such a process is left alone.
    for (const stamp of stamps)
      if (isStillThere(stamp) && !stamp.endsWith("unknown")) endGroupNow(pidOf(stamp));
  }
  await destroyEmbedded(postgresIn(folder));
  unmountIn(folder);
  rmSync(folder, { recursive: true, force: true });
}

/** Takes off what the run has mounted there (Linux only): a folder that carries a disk cannot be removed. */
function unmountIn(folder: string): void {
  if (!existsSync(MOUNTS)) return;
  const targets = readFileSync(MOUNTS, "utf8")
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "")
    .filter((target) => target.startsWith(`${realpathSync(folder)}/`));
  for (const target of targets) execFileSync("umount", ["--lazy", target]);
}

function orphans(prefix: string): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix))
    .map((name) => path.join(tmpdir(), name))
    .filter((folder) => process.getuid === undefined || statSync(folder).uid === process.getuid())
    .filter(
      (folder) => existsSync(ownerFile(folder)) && !isStillThere(readFileSync(ownerFile(folder), "utf8")),
    );
}
