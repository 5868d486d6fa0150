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
import { destroyEmbedded, freePort, isRunning, startEmbedded, startTicks } from "../embedded/index.ts";
import { createTemplate, type TestCluster } from "./template.ts";

const PREFIX = "careforall-test-";
/** Every file has its own database and pools; files run two at a time, so this is never the limit. */
const CONNECTIONS_MAX = 200;

export interface RunningTestCluster extends TestCluster {
  readonly destroy: () => Promise<void>;
}

const ownerFile = (folder: string): string => path.join(folder, "owner");
const databaseFolder = (folder: string): string => path.join(folder, "postgres");

/** A pid alone can be somebody else by now; pid and start time cannot. */
function ownerStamp(pid: number): string {
  return `${pid} ${startTicks(pid) ?? "unknown"}`;
}

function isOrphaned(folder: string): boolean {
  if (process.getuid !== undefined && statSync(folder).uid !== process.getuid()) return false;
  if (!existsSync(ownerFile(folder))) return false; // being made right now
  const stamp = readFileSync(ownerFile(folder), "utf8");
  const pid = Number(stamp.split(" ")[0]);
  return !isRunning(pid) || ownerStamp(pid) !== stamp;
}

/** Ends and removes the clusters of runs that were killed before they could clean up. */
export async function reapTestClusters(): Promise<number> {
  const orphans = readdirSync(tmpdir())
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => path.join(tmpdir(), name))
    .filter(isOrphaned);
  for (const folder of orphans) {
    await destroyEmbedded(databaseFolder(folder));
    rmSync(folder, { recursive: true, force: true });
  }
  return orphans.length;
}

/** A cluster for one run of tests, with a migrated template. Nothing is left behind when it fails. */
export async function startTestCluster(): Promise<RunningTestCluster> {
  await reapTestClusters();
  const folder = mkdtempSync(path.join(tmpdir(), PREFIX));
  chmodSync(folder, 0o711); // as root, PostgreSQL runs as another account that must walk through
  writeFileSync(ownerFile(folder), ownerStamp(process.pid));
  const destroy = async (): Promise<void> => {
    await destroyEmbedded(databaseFolder(folder));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const server = await startEmbedded({
      dataDir: databaseFolder(folder),
      preferredPort: await freePort(),
      flags: ["-c", `max_connections=${CONNECTIONS_MAX}`],
      volatile: true,
    });
    return { ...(await createTemplate(server.url)), destroy };
  } catch (error) {
    await destroy();
    throw error;
  }
}
