import { existsSync } from "node:fs";
import path from "node:path";
import { prepareDatabase } from "../../packages/db/src/migrate/index.ts";
import { endLeftovers, Supervisor } from "../supervisor/index.ts";
import { announcement } from "./announce.ts";
import { buildForProduction } from "./build.ts";
import { checkPorts } from "./check-ports.ts";
import { printLine, printNews, surviveClosedTerminal } from "./console.ts";
import { useEmbeddedDatabase, useGivenDatabase, type Database } from "./database.ts";
import { makePlan, type Mode, type Plan } from "./environment.ts";
import { generateClient } from "./generate-client.ts";
import { dataPaths, ROOT } from "./paths.ts";
import { PROGRAMS } from "./programs.ts";
import { lockFolder } from "./run-lock.ts";
import { runToEnd } from "./run-to-end.ts";
import { loadSecrets } from "./secrets.ts";
import { Shutdown } from "./shutdown.ts";
import { explain } from "./start-error.ts";
import { waitForAnswer } from "./wait-for-answer.ts";

/** What is run; tests put toys in its place. */
export interface Parts {
  readonly programs: typeof PROGRAMS;
  /** Script that fills the database with examples, each time again without doubling them; skipped when absent. */
  readonly seed: string;
  readonly generate: typeof generateClient;
  /** Next develops one checkout in one process only; a lock in this folder stands for the checkout. */
  readonly devFolder: string;
}

const PARTS: Parts = {
  devFolder: path.join(ROOT, ".data/checkout"),
  generate: generateClient,
  programs: PROGRAMS,
  seed: path.join(ROOT, "scripts/seed.ts"),
};

/** The production build, unlike Next's development, may run several times beside each other. */
const BESIDE =
  "run beside it: CAREFORALL_DATA_DIR=.data/second PORT=3001 WORKER_PORT=9465 SIMULATOR_PORT=4110 pnpm start";

const ONE_ROLE =
  "one role owns the tables and runs the platform: triggers alone keep the past (DATABASE_OWNER_URL, docs/upkeep.md)";

function lock(folder: string, shutdown: Shutdown): void {
  const unlock = lockFolder(folder, BESIDE);
  shutdown.add({ stop: unlock, kill: unlock });
}

/** Everything that can be wrong before anything is started. */
async function prepare(parts: Parts, mode: Mode, shutdown: Shutdown): Promise<Plan> {
  const paths = dataPaths(process.env);
  const plan = makePlan(mode, process.env, paths, loadSecrets(paths.secrets));
  lock(paths.run, shutdown);
  if (!mode.production) lock(parts.devFolder, shutdown);
  await endLeftovers(paths.run, printNews);
  await checkPorts(
    [
      { setting: "PORT", value: plan.settings.web.port, above: 0 },
      { setting: "WORKER_PORT", value: plan.settings.worker.port, above: 0 },
      { setting: "SIMULATOR_PORT", value: plan.simulatorPort, above: 0 },
      { setting: "SIMULATOR_PORT", value: plan.simulatorPort, above: plan.mailboxPort - plan.simulatorPort },
    ],
    mode.command,
  );
  return plan;
}

async function openDatabase(plan: Plan, shutdown: Shutdown): Promise<Database> {
  const database =
    plan.givenDatabaseUrl === null
      ? await useEmbeddedDatabase({
          folder: plan.paths.postgres,
          pidFile: path.join(plan.paths.run, "postgres.json"),
          onNews: printNews,
        })
      : await useGivenDatabase(plan.givenDatabaseUrl, plan.givenOwnerUrl, plan.mode.command);
  shutdown.add(database);
  printNews(database.embedded ? "PostgreSQL is up" : "the database of DATABASE_URL answers");
  shutdown.signal.throwIfAborted();
  const { applied } = await prepareDatabase(database);
  printNews(applied.length === 0 ? "migrations: none pending" : `migrations applied: ${applied.join(", ")}`);
  if (database.url === database.ownerUrl) printNews(ONE_ROLE);
  return database;
}

async function startPrograms(
  parts: Parts,
  plan: Plan,
  database: Database,
  shutdown: Shutdown,
): Promise<void> {
  const { programs, seed } = parts;
  const environment = plan.environment(database.url);
  const waiting = { signal: shutdown.signal, onNews: printNews };
  const supervisor = new Supervisor({ folder: plan.paths.run, onLine: printLine, onNews: printNews });
  shutdown.add({ stop: () => supervisor.stop(), kill: () => supervisor.kill() });
  supervisor.start(programs.simulator(environment));
  await waitForAnswer("the simulator", `http://127.0.0.1:${plan.simulatorPort}/`, waiting);
  if (existsSync(seed)) {
    const step = { name: "seed", command: process.execPath, arguments: [seed], folder: ROOT, environment };
    await runToEnd(step, { onLine: printLine, signal: shutdown.signal });
  }
  supervisor.start(programs.worker(environment));
  supervisor.start(programs.web(environment));
  await waitForAnswer("the web", `http://localhost:${plan.settings.web.port}/api/health/ready`, waiting);
}

/** `pnpm dev` and `pnpm start`: the whole platform on this machine, until it is told to stop. */
export async function runPlatform(mode: Mode, parts = PARTS): Promise<void> {
  surviveClosedTerminal();
  const shutdown = new Shutdown(printNews);
  const output = { onLine: printLine, signal: shutdown.signal };
  try {
    const plan = await prepare(parts, mode, shutdown);
    await parts.generate(output);
    if (mode.production) await buildForProduction(output, "if-absent");
    const database = await openDatabase(plan, shutdown);
    await startPrograms(parts, plan, database, shutdown);
    console.log(announcement(plan, database));
    await shutdown.wait();
  } catch (error) {
    if (!shutdown.requested) {
      console.error(explain(error));
      process.exitCode = 1;
    }
  } finally {
    await shutdown.cleanUp((error) => {
      console.error(explain(error));
      process.exitCode = 1;
    });
  }
  process.exit(); // signal handlers and pipes of ended programs hold the process open
}
