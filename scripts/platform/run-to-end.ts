import { spawn } from "node:child_process";
import { forEachLine, signalGroup } from "../supervisor/index.ts";
import { StartError } from "./start-error.ts";

export interface Step {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

export interface StepOutput {
  readonly onLine: (name: string, line: string) => void;
  /** Ends the step, with all that it started, when the person stops the platform meanwhile. */
  readonly signal: AbortSignal;
}

/** Runs a program that ends by itself. Its lines are shown; a failure is an error. */
export async function runToEnd(step: Step, output: StepOutput): Promise<void> {
  output.signal.throwIfAborted();
  const child = spawn(step.command, step.arguments, {
    cwd: step.folder,
    env: step.environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  forEachLine(child.stdout, (line) => output.onLine(step.name, line));
  forEachLine(child.stderr, (line) => output.onLine(step.name, line));
  const end = (): void => {
    if (child.pid !== undefined) signalGroup(child.pid, "SIGTERM");
  };
  output.signal.addEventListener("abort", end);
  try {
    const how = await new Promise<string | null>((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("close", (code, signal) => resolve(code === 0 ? null : (signal ?? `code ${code}`)));
    });
    output.signal.throwIfAborted();
    if (how !== null) throw new StartError(`${step.name} failed (${how}); its lines above say why.`);
  } finally {
    output.signal.removeEventListener("abort", end);
  }
}
