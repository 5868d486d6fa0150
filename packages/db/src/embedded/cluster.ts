import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type { Account } from "./account.ts";
import type { DataFolder } from "./data-folder.ts";
import { EmbeddedDatabaseError } from "./embedded-error.ts";
import { majorVersion, type Programs } from "./programs.ts";

/** initdb takes about a second; a minute covers a very busy machine. */
const INITDB_TIMEOUT_MS = 60_000;

function giveTo(account: Account | null, file: string): void {
  if (account !== null) chownSync(file, account.uid, account.gid);
}

function checkVersion(data: DataFolder, programs: Programs): void {
  const found = readFileSync(path.join(data.cluster, "PG_VERSION"), "utf8").trim();
  const wanted = majorVersion(programs);
  if (found === wanted) return;
  throw new EmbeddedDatabaseError(
    `The database in ${data.cluster} was made by PostgreSQL ${found}, but the binaries here are PostgreSQL ${wanted}. ` +
      `Keep its data: check out the version of this project that used ${found} and dump it there. ` +
      `Begin anew: delete ${data.folder} and start again.`,
  );
}

function checkOwner(data: DataFolder): void {
  if (process.getuid === undefined || process.getuid() === 0) return;
  try {
    readFileSync(path.join(data.cluster, "PG_VERSION"));
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      `${data.cluster} belongs to another user (was it started with sudo?). Give it back, or delete ${data.folder} to begin anew.`,
      { cause },
    );
  }
}

/**
 * Locale C.UTF-8 of the C library: with PostgreSQL's builtin provider trigram search does not see Bangla letters.
 * The cluster gets its name only when it is whole, so a killed start leaves nothing half made.
 */
function initialise(data: DataFolder, programs: Programs, sync: boolean): void {
  const parent = path.dirname(data.cluster);
  const unfinished = path.join(parent, `cluster-${randomUUID()}`);
  const passwordFile = path.join(parent, `password-${randomUUID()}`);
  try {
    mkdirSync(unfinished);
    chmodSync(unfinished, 0o700);
    giveTo(data.account, unfinished);
    writeFileSync(passwordFile, `${data.password}\n`, { mode: 0o600 });
    giveTo(data.account, passwordFile);
    const run = spawnSync(
      programs.initdb,
      [
        `--pgdata=${unfinished}`,
        "--username=postgres",
        "--auth=scram-sha-256",
        `--pwfile=${passwordFile}`,
        "--encoding=UTF8",
        "--locale-provider=libc",
        "--locale=C.UTF-8",
        "--no-instructions",
        ...(sync ? [] : ["--no-sync"]),
      ],
      { ...data.account, cwd: "/", encoding: "utf8", timeout: INITDB_TIMEOUT_MS },
    );
    if (run.status !== 0) {
      const said = run.error?.message ?? `${run.stdout}\n${run.stderr}`.trim();
      throw new EmbeddedDatabaseError(`PostgreSQL could not create its data in ${data.cluster}: ${said}`);
    }
    try {
      renameSync(unfinished, data.cluster);
    } catch (error) {
      if (!existsSync(data.cluster)) throw error; // else another start was quicker: use its cluster
    }
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Creates the cluster on first use; refuses one that these binaries cannot open. */
export function prepareCluster(data: DataFolder, programs: Programs, sync: boolean): void {
  if (!existsSync(data.cluster)) initialise(data, programs, sync);
  checkOwner(data);
  checkVersion(data, programs);
}
