import { createHash, randomUUID } from "node:crypto";
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { isOpenToAll } from "./account.ts";
import { EmbeddedDatabaseError } from "./embedded-error.ts";
import { programsIn, type Programs } from "./programs.ts";

// Root may keep the checkout in a home that nobody else can enter. The account that PostgreSQL runs as can then
// reach neither its binaries nor its data, so both move to a place that is open to all.

const OPEN_PLACE = "/var/tmp";
const WRITABLE_BY_OTHERS = 0o022;

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** The name is guessable and /var/tmp is shared: a folder that somebody else prepared is refused. */
function openFolder(name: string): string {
  const folder = path.join(OPEN_PLACE, name);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & WRITABLE_BY_OTHERS) !== 0) {
    throw new EmbeddedDatabaseError(
      `${folder} exists but does not belong to root alone: remove it and start again.`,
    );
  }
  chmodSync(folder, 0o755);
  return folder;
}

/** Where the data of `folder` lives when `folder` itself is closed to the account PostgreSQL runs as. */
export function relocatedFolder(folder: string): string {
  return path.join(OPEN_PLACE, `careforall-data-${digest(path.resolve(folder))}`);
}

export function openDataFolder(folder: string): string {
  return openFolder(path.basename(relocatedFolder(folder)));
}

/** Binaries that every account can reach: the installed ones, else one copy per installed version. */
export function openPrograms(programs: Programs): Programs {
  if (isOpenToAll(path.dirname(programs.postgres))) return programs;
  const folder = openFolder(`careforall-programs-${digest(programs.home)}`);
  const copy = path.join(folder, "native");
  if (!existsSync(copy)) {
    const unfinished = `${copy}-${randomUUID()}`;
    cpSync(programs.home, unfinished, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(unfinished, copy); // whole or not at all, also when two starts race
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return programsIn(copy);
}
