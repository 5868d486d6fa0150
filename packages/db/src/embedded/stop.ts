import { EmbeddedDatabaseError } from "./embedded-error.ts";
import { removeStalePostmasterFile, runningPostmaster } from "./postmaster-file.ts";
import { processesIn, signal, waitUntilGone } from "./processes.ts";

/** A fast shutdown rolls back what is open and writes a checkpoint: tens of milliseconds, seconds on a slow disk. */
const FAST_STOP_MS = 15_000;
/** An immediate shutdown writes nothing; the next start recovers from the log. */
const IMMEDIATE_STOP_MS = 5_000;
const KILL_MS = 5_000;
/** Backends notice within milliseconds that their postmaster died, unless they are deep in a computation. */
const ORPHANS_LEAVE_MS = 2_000;

/** Stops one server: politely, then at once, then by force. Committed data survives each of the three. */
export async function stopServer(pid: number): Promise<void> {
  const steps = [
    ["SIGINT", FAST_STOP_MS],
    ["SIGQUIT", IMMEDIATE_STOP_MS],
    ["SIGKILL", KILL_MS],
  ] as const;
  for (const [name, limitMs] of steps) {
    signal(pid, name);
    if (await waitUntilGone([pid], limitMs)) return;
  }
  throw new EmbeddedDatabaseError(`PostgreSQL (process ${pid}) cannot be stopped: it ignores even SIGKILL.`);
}

/** Ends the backends of a server that was killed: they hold shared memory, and the next start would refuse. */
export async function clearOrphans(cluster: string): Promise<void> {
  if (runningPostmaster(cluster) !== null) return;
  const orphans = processesIn(cluster);
  if (!(await waitUntilGone(orphans, ORPHANS_LEAVE_MS))) {
    for (const pid of orphans) signal(pid, "SIGKILL");
    await waitUntilGone(orphans, KILL_MS);
  }
  removeStalePostmasterFile(cluster);
}

/** Stops whatever runs in a cluster, also when the launcher that started it is long gone. */
export async function stopCluster(cluster: string): Promise<void> {
  const pid = runningPostmaster(cluster);
  if (pid !== null) await stopServer(pid);
  await clearOrphans(cluster);
}
