import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { APPLICATION_ROLE } from "../application-role/rights.ts";
import { accountFor, isOpenToAll, type Account } from "./account.ts";
import { EmbeddedDatabaseError } from "./embedded-error.ts";
import { openDataFolder, relocatedFolder } from "./relocation.ts";
import { stopCluster } from "./stop.ts";

/** 192 random bits; hexadecimal, so that it needs no escaping inside a URL. */
const PASSWORD_BYTES = 24;
const OWNER_ONLY = 0o600;

/** What the launcher keeps in the folder it was given. */
export interface DataFolder {
  readonly folder: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  readonly log: string;
  readonly password: string;
  /** Of the role that web, worker and commands sign in as. */
  readonly applicationPassword: string;
  readonly portFile: string;
  readonly account: Account | null;
}

const passwordFile = (folder: string): string => path.join(folder, "superuser-password");
const applicationPasswordFile = (folder: string): string => path.join(folder, "application-password");
const portFile = (folder: string): string => path.join(folder, "port");

/** Makes the folder and its missing parents enterable for the account PostgreSQL runs as, whatever the umask. */
export function makeFolder(given: string): string {
  const folder = path.resolve(given);
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return folder;
  for (let made = folder; made.startsWith(first); made = path.dirname(made)) chmodSync(made, 0o755);
  return folder;
}

function readOrCreatePassword(file: string): string {
  try {
    writeFileSync(file, `${randomBytes(PASSWORD_BYTES).toString("hex")}\n`, { mode: OWNER_ONLY, flag: "wx" });
  } catch (error) {
    if (!existsSync(file)) throw error;
  }
  return readFileSync(file, "utf8").trim();
}

/** Opens, and on first use fills, a folder that `makeFolder` made. */
export async function openFolder(folder: string): Promise<DataFolder> {
  const relocate = process.getuid?.() === 0 && !isOpenToAll(folder);
  if (relocate && !existsSync(passwordFile(folder))) {
    // The user deleted the data folder: what was moved out of it is stopped and deleted with it.
    await stopCluster(path.join(relocatedFolder(folder), "cluster"));
    rmSync(relocatedFolder(folder), { recursive: true, force: true });
  }
  const cluster = path.join(relocate ? openDataFolder(folder) : folder, "cluster");
  if (existsSync(cluster) && !existsSync(passwordFile(folder))) {
    throw new EmbeddedDatabaseError(
      `${passwordFile(folder)} is missing although ${cluster} exists. Put the file back, or delete ${folder} to begin with an empty database.`,
    );
  }
  return {
    folder,
    cluster,
    log: path.join(folder, "postgres.log"),
    password: readOrCreatePassword(passwordFile(folder)),
    applicationPassword: readOrCreatePassword(applicationPasswordFile(folder)),
    portFile: portFile(folder),
    account: accountFor(cluster),
  };
}

export function readPort(file: string): number | null {
  if (!existsSync(file)) return null;
  const port = Number(readFileSync(file, "utf8"));
  return Number.isSafeInteger(port) && port > 0 && port < 65_536 ? port : null;
}

/** As the superuser, who owns the tables. */
export function embeddedUrl(password: string, port: number, database: string): string {
  return urlOf("postgres", password, port, database);
}

export function applicationUrl(password: string, port: number, database: string): string {
  return urlOf(APPLICATION_ROLE, password, port, database);
}

function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** The superuser's URL of the server that last ran in `folder`, or null when none ever did. For tools that only connect. */
export function storedUrl(folder: string, database: string): string | null {
  const port = readPort(portFile(folder));
  if (port === null || !existsSync(passwordFile(folder))) return null;
  return embeddedUrl(readFileSync(passwordFile(folder), "utf8").trim(), port, database);
}
