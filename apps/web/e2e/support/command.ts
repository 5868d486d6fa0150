import { execFile } from "node:child_process";
import { ROOT } from "../stack/addresses.ts";
import { stackEnvironment } from "../stack/environment.ts";

const COMMAND_TIMEOUT_MS = 60_000;

export type Ended = { readonly code: number; readonly output: string };

/** One of the commands of package.json, as people who run the platform type it: its script and what follows. */
export const runCommand = (script: string, ...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["scripts/run.mjs", script, ...args],
      { cwd: ROOT, env: stackEnvironment(), timeout: COMMAND_TIMEOUT_MS },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : (child.exitCode ?? 1), output: `${stdout}${stderr}` });
      },
    );
  });
