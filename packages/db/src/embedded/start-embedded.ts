import { existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ensureRole } from "../application-role/ensure-role.ts";
import { APPLICATION_ROLE } from "../application-role/rights.ts";
import { prepareCluster } from "./cluster.ts";
import { askServer } from "./connection.ts";
import {
  applicationUrl,
  embeddedUrl,
  makeFolder,
  openFolder,
  readPort,
  type DataFolder,
} from "./data-folder.ts";
import { EmbeddedDatabaseError } from "./embedded-error.ts";
import { launch } from "./launch.ts";
import { choosePort } from "./ports.ts";
import { readPostmasterFile, runningPostmaster } from "./postmaster-file.ts";
import { findPrograms, type Programs } from "./programs.ts";
import { openPrograms, relocatedFolder } from "./relocation.ts";
import { withStartLock } from "./start-lock.ts";
import { clearOrphans, stopCluster, stopServer } from "./stop.ts";

/** Away from 5432, where a PostgreSQL of the machine's own may live. */
export const PREFERRED_PORT = 54_339;
/** Each attempt ends in success, a reuse or a lost race; losing three in a row is not chance. */
const ATTEMPTS_MAX = 3;
const REUSE_LIMIT_MS = 60_000;
const POLL_INTERVAL_MS = 50;

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** Further arguments of `postgres`, such as ["-c", "max_connections=200"]. */
  readonly flags?: readonly string[];
  readonly preferredPort?: number;
  /** Trades durability for speed (fsync off). For test clusters only: a power cut destroys the data. */
  readonly volatile?: boolean;
}

export interface EmbeddedServer {
  /** As the superuser, who owns the tables. */
  readonly url: (database?: string) => string;
  /** As the role that web and worker sign in as; in a database that was prepared for it (`prepareDatabase`). */
  readonly applicationUrl: (database: string) => string;
  readonly port: number;
  readonly pid: number;
  /** The server was already running; whoever started it may still need it. */
  readonly reused: boolean;
  readonly stop: () => Promise<void>;
}

function handle(data: DataFolder, port: number, pid: number, reused: boolean): EmbeddedServer {
  return {
    url: (database = "postgres") => embeddedUrl(data.password, port, database),
    applicationUrl: (database) => applicationUrl(data.applicationPassword, port, database),
    port,
    pid,
    reused,
    stop: () => stopServer(pid),
  };
}

/** The cluster's own running server, once it accepts connections; null when none runs. */
async function findRunning(data: DataFolder): Promise<EmbeddedServer | null> {
  const end = performance.now() + REUSE_LIMIT_MS;
  for (let pid = runningPostmaster(data.cluster); pid !== null; pid = runningPostmaster(data.cluster)) {
    const port = readPostmasterFile(data.cluster)?.port ?? null;
    const answer = port === null ? "silent" : await askServer(data, port);
    if (port !== null && answer === "ours") return handle(data, port, pid, true);
    if (answer === "foreign" || performance.now() > end) {
      const why = answer === "foreign" ? "refuses the stored password" : "does not answer";
      throw new EmbeddedDatabaseError(
        `PostgreSQL already runs in ${data.cluster} (process ${pid}) but ${why}. Stop it with \`kill -INT ${pid}\` and start again.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  }
  return null;
}

async function startOnce(
  data: DataFolder,
  programs: Programs,
  options: EmbeddedOptions,
): Promise<EmbeddedServer | string> {
  const running = await findRunning(data);
  if (running !== null) return running;
  await clearOrphans(data.cluster);
  const port = await choosePort([readPort(data.portFile), options.preferredPort ?? PREFERRED_PORT]);
  const volatile = options.volatile ?? false;
  const started = await launch(data, programs, { port, flags: options.flags ?? [], volatile });
  if (started.kind === "retry") return started.why;
  writeFileSync(data.portFile, `${port}\n`);
  return handle(data, port, started.pid, false);
}

async function startInTurn(
  folder: string,
  installed: Programs,
  options: EmbeddedOptions,
): Promise<EmbeddedServer> {
  const data = await openFolder(folder);
  const programs = data.account === null ? installed : openPrograms(installed);
  prepareCluster(data, programs, !(options.volatile ?? false));
  const reasons: string[] = [];
  while (reasons.length < ATTEMPTS_MAX) {
    const result = await startOnce(data, programs, options);
    if (typeof result !== "string") {
      // Also in folders from before there was such a role, or whose cluster was restored from another day.
      const login = { name: APPLICATION_ROLE, password: data.applicationPassword };
      await ensureRole(result.url(), login, "set");
      return result;
    }
    reasons.push(result);
  }
  throw new EmbeddedDatabaseError(
    `PostgreSQL did not start after ${ATTEMPTS_MAX} tries: ${reasons.join("; ")}.`,
  );
}

/**
 * A real PostgreSQL server for `dataDir`: the one that already runs there, else a new one, which recovers by
 * itself from whatever killed the last. Listens on 127.0.0.1 only.
 * Throws EmbeddedDatabaseError with a message that says what to type.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const installed = await findPrograms();
  const folder = makeFolder(options.dataDir);
  return withStartLock(folder, () => startInTurn(folder, installed, options));
}

/** Stops the server of a data folder and deletes the folder with all its data. */
export async function destroyEmbedded(dataDir: string): Promise<void> {
  const folders = [path.resolve(dataDir), ...(process.getuid?.() === 0 ? [relocatedFolder(dataDir)] : [])];
  for (const folder of folders.filter((candidate) => existsSync(candidate))) {
    await stopCluster(path.join(folder, "cluster"));
    rmSync(folder, { recursive: true, force: true });
  }
}
