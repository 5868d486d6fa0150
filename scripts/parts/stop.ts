import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** Test runners close their servers and databases on the first SIGINT; after this long they are ended. */
const GRACE_MS = 10_000;
const POLL_MS = 50;
/** What a shell reports for a program that ended by a signal: 128 + its number. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

export type Group = {
  /** Ends every process of the group, kindly first. Resolves when none is left. */
  end(): Promise<void>;
};

const groups = new Set<Group>();
let stopping = false;

/** Whether the user asked for an end: nothing new is started then. */
export const isStopping = (): boolean => stopping;

/** Takes care of a child that was started as the leader of its own process group. */
export function watchGroup(child: ChildProcess): Group {
  const { pid } = child;
  let ending: Promise<void> | undefined;
  const group: Group = {
    end: () => (ending ??= endGroup(pid).finally(() => groups.delete(group))),
  };
  groups.add(group);
  return group;
}

/** Ctrl-C reaches only this process, because the steps have groups of their own; so it is passed on to them. */
export function stopPartsOnSignals(): void {
  for (const [signal, code] of Object.entries(EXIT_CODES))
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void Promise.all([...groups].map((group) => group.end())).then(() => process.exit(code));
    });
}

async function endGroup(pid: number | undefined): Promise<void> {
  // SIGINT is what a terminal sends: every runner knows how to clean up after it.
  if (pid === undefined || !signalGroup(pid, "SIGINT")) return;
  const deadline = performance.now() + GRACE_MS;
  while (performance.now() < deadline) {
    await sleep(POLL_MS);
    if (!signalGroup(pid, 0)) return;
  }
  signalGroup(pid, "SIGKILL");
}

/** False when the group has no process any more. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    throw error;
  }
}
