import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { noteStarted, endGroup, endGroupNow, type Undo } from "@careforall/world";

export type Program = {
  readonly name: string;
  /** Arguments of Node, the file first. */
  readonly nodeArguments: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Answers with success as soon as the program is ready. */
  readonly readyUrl: string;
};

export type Running = { readonly name: string; readonly pid: number; readonly stop: () => Promise<void> };

const READY_LIMIT_MS = 60_000;
const ASK_INTERVAL_MS = 50;
const ASK_TIMEOUT_MS = 5_000;
/** A little more than the longest that a program of ours allows itself. */
const STOP_LIMIT_MS = 20_000;
const LOG_TAIL_CHARACTERS = 1_500;

/**
 * Starts a program and waits until it is ready. Its lines go to a file, not through us, so that reading them costs
 * the measurement nothing. When it ends before it is told to, the whole run fails with its last lines.
 */
export async function startProgram(program: Program, ownFolder: string, undo: Undo): Promise<Running> {
  undo.signal.throwIfAborted();
  const logFile = path.join(ownFolder, `${program.name}.log`);
  const log = openSync(logFile, "a");
  const child = spawn(process.execPath, program.nodeArguments, {
    cwd: program.folder,
    env: program.environment,
    detached: true, // Ctrl-C in the terminal reaches only us, and we stop in order
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  let isStopping = false;
  const ended = (how: string): void => {
    if (isStopping) return;
    const tail = readFileSync(logFile, "utf8").slice(-LOG_TAIL_CHARACTERS);
    undo.fail(new Error(`${program.name} ended (${how}). Its last lines:\n${tail}`));
  };
  child.once("error", (error) => ended(error.message));
  child.once("exit", (code, signal) => ended(signal ?? `code ${code}`));
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program.name} could not be started`);
  noteStarted(ownFolder, pid);
  const stop = async (): Promise<void> => {
    isStopping = true;
    await endGroup(pid, STOP_LIMIT_MS);
  };
  undo.add({ stop, kill: () => endGroupNow(pid) });
  await waitUntilReady(program, undo.signal);
  return { name: program.name, pid, stop };
}

async function waitUntilReady({ name, readyUrl }: Program, signal: AbortSignal): Promise<void> {
  const end = performance.now() + READY_LIMIT_MS;
  while (!(await answers(readyUrl, signal))) {
    signal.throwIfAborted();
    if (performance.now() > end)
      throw new Error(`${name} was not ready within ${READY_LIMIT_MS / 1_000} s (${readyUrl})`);
    await sleep(ASK_INTERVAL_MS);
  }
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(ASK_TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // not listening yet
  }
}
