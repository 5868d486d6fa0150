import { isRunning, waitUntilGone } from "@careforall/db/embedded";

/** After a forced end only the system's own work is left. */
const GONE_LIMIT_MS = 5_000;

function signalTo(target: number, name: NodeJS.Signals): void {
  try {
    process.kill(target, name);
  } catch (error) {
    // EPERM: macOS answers so when only unreaped members of a group are left.
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}

/** Ends a process and all that it started, by force. Who is gone already is no error. */
export const endGroupNow = (leader: number): void => signalTo(-leader, "SIGKILL");

/** Asks the leader to stop, which stops what it started; whatever is left after the limit is ended by force. */
export async function endGroup(leader: number, limitMs: number): Promise<void> {
  if (isRunning(leader)) {
    signalTo(leader, "SIGTERM");
    await waitUntilGone([leader], limitMs);
  }
  endGroupNow(leader);
  await waitUntilGone([leader], GONE_LIMIT_MS);
}
