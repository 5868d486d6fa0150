import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fate, readPidFile, removePidFile, stampOf } from "../supervisor/index.ts";
import { StartError } from "./start-error.ts";

/** Two starts at the same moment may both find a dead owner's file once. */
const TRIES_MAX = 3;

/**
 * One supervisor per folder: two would restart each other's programs and share one set of books. `advice`
 * completes "… is in use by process 1." Returns what gives the folder back.
 */
export function lockFolder(folder: string, advice: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "supervisor.lock.json");
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    try {
      writeFileSync(file, `${JSON.stringify(stampOf(process.pid))}\n`, { flag: "wx", mode: 0o600 });
      return () => removePidFile(file);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const owner = readPidFile(file);
    if (owner !== null && fate(owner) !== "gone") {
      throw new StartError(
        `${path.dirname(folder)} is in use by process ${owner.pid}. Stop that one (kill ${owner.pid}), or ${advice} (should process ${owner.pid} be something else: delete ${file})`,
      );
    }
    removePidFile(file);
  }
  throw new StartError(`${file} cannot be taken: another start is under way. Try again.`);
}
