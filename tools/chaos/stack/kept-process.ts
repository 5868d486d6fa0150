import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endGroup, endGroupNow, noteStarted, type Undo } from "@careforall/world";

export type Program = {
  readonly name: string;
  /** Arguments of Node, the file first. */
  readonly nodeArguments: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly readyUrl: string;
};

/** A program that is started again whenever it ends, as a supervisor would. */
export type KeptProcess = {
  readonly name: string;
  readonly pid: () => number;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly isReady: () => Promise<boolean>;
  readonly untilReady: (limitMs: number) => Promise<void>;
  /** How often it was started again. */
  readonly restarts: () => number;
  /** How it ended each time, the oldest first: its exit code, or the signal that killed it. */
  readonly ends: () => readonly (number | string)[];
};

const RESTART_PAUSE_MS = 200;
const ASK_TIMEOUT_MS = 2_000;
const ASK_INTERVAL_MS = 50;
/** A little more than the longest that a program of ours allows itself. */
const STOP_LIMIT_MS = 20_000;

/** Its lines go to a file in the run's own folder. */
export function keep(program: Program, folder: string, undo: Undo): KeptProcess {
  const log = path.join(folder, `${program.name}.log`);
  let isStopping = false;
  let restarts = 0;
  const ends: (number | string)[] = [];
  let child = start();

  function start(): ChildProcess {
    const file = openSync(log, "a");
    const started = spawn(process.execPath, program.nodeArguments, {
      cwd: program.folder,
      env: program.environment,
      detached: true, // Ctrl-C in the terminal reaches only us, and we stop in order
      stdio: ["ignore", file, file],
    });
    closeSync(file);
    if (started.pid !== undefined) noteStarted(folder, started.pid);
    started.once("error", (error) => undo.fail(error));
    started.once("exit", (code, signal) => {
      if (isStopping) return;
      ends.push(signal ?? code ?? "unknown");
      restarts += 1;
      setTimeout(() => {
        if (!isStopping) child = start();
      }, RESTART_PAUSE_MS);
    });
    return started;
  }

  const pid = (): number => {
    if (child.pid === undefined) throw new Error(`${program.name} could not be started`);
    return child.pid;
  };
  undo.add({
    stop: async () => {
      isStopping = true;
      await endGroup(pid(), STOP_LIMIT_MS);
    },
    kill: () => endGroupNow(pid()),
  });
  const isReady = (): Promise<boolean> => answers(program.readyUrl);
  return {
    name: program.name,
    pid,
    restarts: () => restarts,
    ends: () => ends,
    signal: (name) => void child.kill(name),
    isReady,
    untilReady: async (limitMs) => {
      const end = performance.now() + limitMs;
      while (!(await isReady())) {
        undo.signal.throwIfAborted();
        if (performance.now() > end)
          throw new Error(`${program.name} is not ready after ${limitMs / 1_000} s (${log})`);
        await sleep(ASK_INTERVAL_MS);
      }
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // not listening, or not yet
  }
}
