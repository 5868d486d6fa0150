import path from "node:path";
import type { Program } from "../supervisor/index.ts";
import { ROOT } from "./paths.ts";

// Each limit is a little more than the program allows itself, so that force is used only when it hangs.

/** It ends its streams first, then lets requests finish. */
const WEB_STOP_MS = 15_000;
/** It finishes the jobs it has begun: at most half a minute. */
const WORKER_STOP_MS = 35_000;
const SIMULATOR_STOP_MS = 10_000;

function program(name: string, app: string, entry: string, stopLimitMs: number) {
  return (environment: NodeJS.ProcessEnv): Program => ({
    name,
    command: process.execPath,
    arguments: [entry],
    folder: path.join(ROOT, "apps", app),
    environment,
    stopLimitMs,
  });
}

export const PROGRAMS = {
  simulator: program("simulator", "simulator", "src/main.ts", SIMULATOR_STOP_MS),
  worker: program("worker", "worker", "src/main.ts", WORKER_STOP_MS),
  web: program("web", "web", "server.ts", WEB_STOP_MS),
};
