import path from "node:path";
import { DATA, SIMULATOR_URL, WEB_URL, WORKER_URL } from "./addresses.ts";
import { runningPid } from "./process-stamp.ts";

const HEALTH_TIMEOUT_MS = 2_000;

/** A process of the platform under test, seen from outside like any other. */
function processOf(name: string, file: string) {
  const pidFile = path.join(DATA.run, file);
  const pid = (): number | null => runningPid(pidFile);
  const signal = (which: NodeJS.Signals): void => {
    const target = pid();
    if (target === null) throw new Error(`there is no ${name} to send ${which} to (${pidFile})`);
    process.kill(target, which);
  };
  return {
    pid,
    /** Stops it where it stands, as a machine out of memory or a long pause would: it does not know. */
    freeze: (): void => signal("SIGSTOP"),
    /** Lets it go on. */
    thaw: (): void => signal("SIGCONT"),
    /** Ends it without a word. The supervisor starts another. */
    kill: (): void => signal("SIGKILL"),
  };
}

function program(name: string, healthUrl: string) {
  return {
    ...processOf(name, `${name}.pid.json`),
    async isReady(): Promise<boolean> {
      try {
        const response = await fetch(healthUrl, { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) });
        await response.body?.cancel();
        return response.ok;
      } catch {
        return false;
      }
    },
  };
}

export type RunningProgram = ReturnType<typeof program>;

/** What starts everything else again when it ends. */
export const supervisor = processOf("supervisor", "supervisor.lock.json");
export const postgres = processOf("postgres", "postgres.json");
export const web = program("web", `${WEB_URL}/api/health/ready`);
export const worker = program("worker", `${WORKER_URL}/health`);
/** The gateway and the mail server. */
export const outside = program("simulator", `${SIMULATOR_URL}/health`);
