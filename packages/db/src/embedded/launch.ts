import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, statSync, truncateSync } from "node:fs";
import { askServer } from "./connection.ts";
import type { DataFolder } from "./data-folder.ts";
import { EmbeddedDatabaseError } from "./embedded-error.ts";
import type { Programs } from "./programs.ts";
import { stopServer } from "./stop.ts";

/** Recovery after a crash replays the log; a minute is far beyond what a development database holds. */
const READY_LIMIT_MS = 60_000;
const POLL_INTERVAL_MS = 20;
const LOG_LIMIT_BYTES = 5_000_000;
const LOG_TAIL_LINES = 15;

export type Launch =
  | { readonly kind: "ready"; readonly pid: number }
  | { readonly kind: "retry"; readonly why: string };

/** Without these a crash of the machine loses data: for clusters that live as long as a test run. */
const VOLATILE_FLAGS = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];

function argumentsFor(data: DataFolder, port: number, flags: readonly string[], volatile: boolean): string[] {
  return [
    ["-D", data.cluster],
    ["-p", String(port)],
    ["-k", ""], // no socket file: its folder and path length differ between systems
    ["-c", "listen_addresses=127.0.0.1"],
    ["-c", "timezone=UTC"],
    ["-c", "log_timezone=UTC"],
    // Otherwise an error quotes the row that it refused, with the address and the name in it.
    ["-c", "log_error_verbosity=terse"],
    volatile ? VOLATILE_FLAGS : [],
    flags,
  ].flat();
}

/** PG* variables of the user's shell would change the server's defaults. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const cleaned = { ...process.env };
  for (const name of Object.keys(cleaned)) if (name.startsWith("PG")) delete cleaned[name];
  return cleaned;
}

function openLog(data: DataFolder): number {
  if (existsSync(data.log) && statSync(data.log).size > LOG_LIMIT_BYTES) truncateSync(data.log);
  return openSync(data.log, "a", 0o600);
}

/** Races that another attempt with another port, or a look for a running server, resolves. */
function retryReason(said: string): string | null {
  if (/could not bind|Address already in use/.test(said)) return "the port was taken meanwhile";
  if (/lock file .* already exists/.test(said)) return "another start was quicker";
  return null;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/**
 * Starts the server as a direct child (so that it is reaped) in its own process group (so that Ctrl-C in the
 * terminal reaches only its supervisor, which stops it last). It outlives us; the next start finds it.
 */
export async function launch(
  data: DataFolder,
  programs: Programs,
  options: { readonly port: number; readonly flags: readonly string[]; readonly volatile: boolean },
): Promise<Launch> {
  const log = openLog(data);
  const logStart = statSync(data.log).size;
  const child = spawn(programs.postgres, argumentsFor(data, options.port, options.flags, options.volatile), {
    ...data.account,
    cwd: "/",
    detached: true,
    env: cleanEnvironment(),
    stdio: ["ignore", "ignore", log],
  });
  closeSync(log);
  const failed = new Promise<Error>((resolve) => child.once("error", resolve));
  child.unref();
  const { pid } = child;
  if (pid === undefined)
    throw new EmbeddedDatabaseError(`PostgreSQL cannot be started: ${(await failed).message}`);

  const end = performance.now() + READY_LIMIT_MS;
  while (!hasEnded(child) && performance.now() < end) {
    if ((await askServer(data, options.port)) === "ours") return { kind: "ready", pid };
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  }
  const said = readFileSync(data.log).subarray(logStart).toString("utf8");
  const why = hasEnded(child) ? retryReason(said) : null;
  if (why !== null) return { kind: "retry", why };
  if (!hasEnded(child)) await stopServer(pid);
  const tail = said.trim().split("\n").slice(-LOG_TAIL_LINES).join("\n");
  throw new EmbeddedDatabaseError(
    `PostgreSQL did not start in ${data.cluster}. Its last words (${data.log}):\n${tail}`,
  );
}
