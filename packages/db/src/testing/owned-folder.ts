import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { destroyEmbedded, isRunning, startTicks } from "../embedded/index.ts";

const PREFIX = "careforall-test-";

/** A temporary folder that belongs to this process; `postgres` in it may hold an embedded server. */
export interface OwnedFolder {
  readonly folder: string;
  readonly postgres: string;
  /** Stops the server, if there is one, and deletes everything. */
  readonly destroy: () => Promise<void>;
}

const ownerFile = (folder: string): string => path.join(folder, "owner");

/** A pid alone can be somebody else by now; pid and start time cannot. */
function ownerStamp(pid: number): string {
  return `${pid} ${startTicks(pid) ?? "unknown"}`;
}

function describe(folder: string): OwnedFolder {
  const postgres = path.join(folder, "postgres");
  const destroy = async (): Promise<void> => {
    await destroyEmbedded(postgres);
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, postgres, destroy };
}

export function createOwnedFolder(): OwnedFolder {
  const folder = mkdtempSync(path.join(tmpdir(), PREFIX));
  chmodSync(folder, 0o711); // as root, PostgreSQL runs as another account that must walk through
  writeFileSync(ownerFile(folder), ownerStamp(process.pid));
  return describe(folder);
}

function isOrphaned(folder: string): boolean {
  if (process.getuid !== undefined && statSync(folder).uid !== process.getuid()) return false;
  if (!existsSync(ownerFile(folder))) return false; // being made right now
  const stamp = readFileSync(ownerFile(folder), "utf8");
  const pid = Number(stamp.split(" ")[0]);
  return !isRunning(pid) || ownerStamp(pid) !== stamp;
}

/** Ends and removes what killed runs could not clean up. */
export async function reapOwnedFolders(): Promise<void> {
  const orphans = readdirSync(tmpdir())
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => path.join(tmpdir(), name))
    .filter(isOrphaned);
  for (const folder of orphans) await describe(folder).destroy();
}
