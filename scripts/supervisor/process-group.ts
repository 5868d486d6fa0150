import { isRunning, waitUntilGone } from "../../packages/db/src/embedded/index.ts";

const KILL_LIMIT_MS = 5_000;

/** Signals a process and all that it started. Who is gone already is no error. */
export function signalGroup(leader: number, name: NodeJS.Signals): void {
  try {
    process.kill(-leader, name);
  } catch (error) {
    // EPERM: macOS answers so when only unreaped members are left.
    if (!(error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM")))
      throw error;
  }
}

/** Asks the leader to stop (it knows how to stop what it started), then ends whatever is left of the group. */
export async function endGroup(leader: number, limitMs: number): Promise<"stopped" | "killed"> {
  let outcome: "stopped" | "killed" = "stopped";
  if (isRunning(leader)) {
    process.kill(leader, "SIGTERM");
    if (!(await waitUntilGone([leader], limitMs))) outcome = "killed";
  }
  signalGroup(leader, "SIGKILL");
  await waitUntilGone([leader], KILL_LIMIT_MS);
  return outcome;
}
