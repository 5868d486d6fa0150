import { spawn, type StdioOptions } from "node:child_process";
import { endGroup, endGroupNow } from "./process-group.ts";
import type { Undo } from "./undo.ts";

const STOP_LIMIT_MS = 10_000;

/**
 * Runs a program of Node to its end and answers how that was: null when it ended with 0, else its code or signal in a
 * word. It ends with us, by SIGTERM and after `stopLimitMs` by force. Throws when the run was stopped meanwhile.
 */
export async function runProgram(
  program: {
    /** Arguments of Node, the file first. */
    readonly nodeArguments: readonly string[];
    readonly folder: string;
    readonly stdio: StdioOptions;
    readonly environment?: NodeJS.ProcessEnv;
    readonly stopLimitMs?: number;
  },
  undo: Undo,
): Promise<string | null> {
  const child = spawn(process.execPath, program.nodeArguments, {
    cwd: program.folder,
    detached: true, // Ctrl-C in the terminal reaches only us, and we stop in order
    stdio: program.stdio,
    env: { ...process.env, ...program.environment },
  });
  const { pid } = child;
  const ended = new Promise<string | null>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(code === 0 ? null : (signal ?? `code ${code}`)));
  });
  if (pid === undefined) return ended;
  // Its number may be somebody else's once it is gone.
  let isOver = false;
  const stop = async (): Promise<void> => {
    if (!isOver) await endGroup(pid, program.stopLimitMs ?? STOP_LIMIT_MS);
  };
  const kill = (): void => {
    if (!isOver) endGroupNow(pid);
  };
  undo.add({ stop, kill });
  undo.signal.addEventListener("abort", () => void stop(), { once: true });
  const how = await ended;
  isOver = true;
  undo.signal.throwIfAborted();
  return how;
}
