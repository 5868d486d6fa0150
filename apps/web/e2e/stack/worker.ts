import path from "node:path";
import { DATA, WORKER_URL } from "./addresses.ts";
import { runningPid } from "./process-stamp.ts";

const PID_FILE = path.join(DATA.run, "worker.pid.json");
const HEALTH_TIMEOUT_MS = 2_000;

/** The worker of the platform under test, seen from outside like any process. */
export const worker = {
  pid: (): number | null => runningPid(PID_FILE),

  /** Stops it where it stands, as a machine out of memory or a long pause would: it does not know. */
  freeze: (): void => signal("SIGSTOP"),
  /** Lets it go on. */
  thaw: (): void => signal("SIGCONT"),
  /** Ends it without a word. The supervisor starts another. */
  kill: (): void => signal("SIGKILL"),

  async isReady(): Promise<boolean> {
    try {
      const response = await fetch(`${WORKER_URL}/health`, {
        signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  },
};

function signal(name: NodeJS.Signals): void {
  const pid = worker.pid();
  if (pid === null) throw new Error(`there is no worker to send ${name} to (${PID_FILE})`);
  process.kill(pid, name);
}
