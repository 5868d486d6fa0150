import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export type RunningMain = {
  readonly child: ChildProcess;
  /** Exit code; null when a signal ended it. */
  readonly ended: Promise<unknown>;
  readonly output: () => string;
};

/** Runs the program as users do; resolves when it has said something or has ended. */
export async function runMain(env: Readonly<Record<string, string>>): Promise<RunningMain> {
  const main = join(import.meta.dirname, "..", "main.ts");
  const child = spawn(process.execPath, [main], { env: { PATH: process.env["PATH"] ?? "", ...env } });
  let output = "";
  const heard = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (output.endsWith("\n")) resolve();
      });
    }
  });
  const ended = once(child, "exit").then(([code]: unknown[]) => code);
  await Promise.race([heard, ended]);
  return { child, ended, output: () => output };
}

/** The address in the line that says "ready". */
export function urlOf({ output }: RunningMain): string {
  const found = /^simulator ready on (http:\/\/127\.0\.0\.1:\d+) \(smtp \d+\)\n$/.exec(output());
  if (found?.[1] === undefined) throw new Error(`the simulator did not start: ${output()}`);
  return found[1];
}
