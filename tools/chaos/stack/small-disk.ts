import { spawnSync } from "node:child_process";
import { mkdirSync, statfsSync, type Stats, statSync } from "node:fs";
import path from "node:path";
import { type Db, sql } from "@careforall/db/client";

/** Memory is taken only for what lies on it; 10,000 gifts need a tenth of this. */
const ROOMY = "4g";
/** PostgreSQL may write between the look and the act; then what is in use no longer fits. */
const TRIES_MAX = 20;

/** A disk of the run's own, on which the database's tables lie. Commits are written elsewhere, and cost what they cost. */
export type SmallDisk = {
  /** Takes every free block away: what is written stays readable, and nothing more fits. */
  fill(): void;
  makeRoom(): void;
};

/** Why no disk can be full here; or the disk, and the tablespace that lies on it. */
export type MaybeDisk =
  | { readonly disk: SmallDisk; readonly tablespace: string }
  | { readonly disk: null; readonly why: string };

const TABLESPACE = "small_disk";

/**
 * Mounts a disk in the run's folder, which goes with it (`destroyFolder`), and makes it a tablespace. Only Linux's
 * superuser may do so, and not in every container.
 */
export async function mountSmallDisk(folder: string, db: Db): Promise<MaybeDisk> {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return { disk: null, why: "only root on Linux may mount a disk" };
  const target = path.join(folder, "disk");
  const { uid, gid } = await readAccount(db);
  mkdirSync(target);
  const mounted = mount(
    "-t",
    "tmpfs",
    "-o",
    `size=${ROOMY},uid=${uid},gid=${gid},mode=0700`,
    "tmpfs",
    target,
  );
  if (mounted !== null) return { disk: null, why: `a disk cannot be mounted (${mounted})` };
  await db.pool.query(`create tablespace ${TABLESPACE} location '${target}'`);
  return { disk: smallDisk(target), tablespace: TABLESPACE };
}

function smallDisk(target: string): SmallDisk {
  const resize = (size: string): string | null => mount("-o", `remount,size=${size}`, target);
  return {
    fill: () => {
      let why: string | null = "never tried";
      for (let tries = 0; why !== null && tries < TRIES_MAX; tries++) why = resize(`${usedBytes(target)}`);
      if (why !== null) throw new Error(`the disk could not be filled: ${why}`);
    },
    makeRoom: () => {
      const why = resize(ROOMY);
      if (why !== null) throw new Error(`the disk could not be made larger again: ${why}`);
    },
  };
}

function usedBytes(target: string): number {
  const { blocks, bfree, bsize } = statfsSync(target);
  return (blocks - bfree) * bsize;
}

/** PostgreSQL does not run as root; whoever owns its data writes. */
async function readAccount(db: Db): Promise<Stats> {
  const [found] = await db.query<{ folder: string }>(sql`select current_setting('data_directory') as folder`);
  if (found === undefined) throw new Error("a setting answers one row");
  return statSync(found.folder);
}

/** Null when it went well, else what it said. */
function mount(...given: readonly string[]): string | null {
  const { status, stderr, error } = spawnSync("mount", given, { encoding: "utf8" });
  return status === 0 ? null : (error?.message ?? stderr.trim());
}
