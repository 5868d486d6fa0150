import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { destroyEmbedded } from "@careforall/db/embedded";
import { DATA } from "./addresses.ts";
import { runningPid } from "./process-stamp.ts";

/**
 * Empties the data folder, so that every run begins with the seed alone. What a killed run left behind is ended: the
 * database here, web, worker and simulator by the next start, which finds them by their pid files.
 */
export async function cleanFolder(): Promise<void> {
  const owner = runningPid(path.join(DATA.run, "supervisor.lock.json"));
  if (owner !== null) {
    throw new Error(
      `End-to-end tests run already in ${DATA.folder}. Wait for them, type \`kill ${owner}\`, or set E2E_PORT, ` +
        "E2E_WORKER_PORT, E2E_SIMULATOR_PORT and E2E_DATA_DIR.",
    );
  }
  await destroyEmbedded(DATA.postgres);
  const { simulator, uploads, secrets, log, moreLog, secretsUsed, toldToOthers } = DATA;
  for (const made of [simulator, uploads, secrets, log, moreLog, secretsUsed, toldToOthers])
    rmSync(made, { recursive: true, force: true });
  mkdirSync(DATA.folder, { recursive: true });
}
