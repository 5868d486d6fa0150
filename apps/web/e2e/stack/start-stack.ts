import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { DATA, ROOT } from "./addresses.ts";
import { stackEnvironment } from "./environment.ts";
import { web, worker } from "./programs.ts";

/** Database, migrations, seed and three programs; with a build before it when there is none. */
const READY_LIMIT_MS = 240_000;
/** A little more than the worker allows itself for the jobs it has begun. */
const STOP_LIMIT_MS = 60_000;
const POLL_MS = 250;
const LINES_SHOWN = 40;

export type Stack = { readonly stop: () => Promise<void> };

/** Starts the production platform, as `pnpm start` does, and waits until web and worker say that they are ready. */
export async function startStack(): Promise<Stack> {
  const log = openSync(DATA.log, "w");
  // In our own process group: whoever ends the group of a hanging test run ends the platform with it.
  const child = spawn(process.execPath, ["scripts/run.mjs", "scripts/start.ts"], {
    cwd: ROOT,
    env: stackEnvironment(),
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `code ${code}`));
  });
  const stop = (): Promise<void> => stopStack(child, ended);
  const outcome = await Promise.race([ended, becomesReady()]);
  if (outcome === "ready") return { stop };
  const lines = lastLines();
  if (child.exitCode === null && child.signalCode === null) await stop();
  throw new Error(`the platform did not start (${outcome}). Its last lines:\n${lines}`);
}

async function becomesReady(): Promise<string> {
  const end = performance.now() + READY_LIMIT_MS;
  while (performance.now() < end) {
    if ((await web.isReady()) && (await worker.isReady())) return "ready";
    await sleep(POLL_MS);
  }
  return `not ready after ${READY_LIMIT_MS / 1_000} s`;
}

/** Throws when there was nothing left to stop: a platform that ended by itself has failed its tests. */
async function stopStack(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    throw new Error(`the platform ended by itself (${await ended}). Its last lines:\n${lastLines()}`);
  }
  child.kill("SIGTERM");
  const how = await Promise.race([ended, sleep(STOP_LIMIT_MS, "late", { ref: false })]);
  if (how !== "late") return;
  child.kill("SIGTERM"); // the second one kills whatever it started
  await ended;
  throw new Error(
    `the platform did not stop within ${STOP_LIMIT_MS / 1_000} s. Its last lines:\n${lastLines()}`,
  );
}

const lastLines = (): string => readFileSync(DATA.log, "utf8").split("\n").slice(-LINES_SHOWN).join("\n");
