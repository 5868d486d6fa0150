import { setTimeout as sleep } from "node:timers/promises";
import { createDb } from "@careforall/db/client";
import type { SmallDisk } from "../stack/small-disk.ts";

/** SQLSTATE: the disk is full. */
const DISK_FULL = "53100";
/** A cluster that was struck just before needs a moment until it refuses for the right reason. */
const MEETS_WITHIN_MS = 15_000;
const LOOK_MS = 50;
const FULL_MS = 2_500;
/** More than fits into the pages that a table has begun; not logged, and gone again when it is refused. */
const PROBE = "create unlogged table chaos_probe as select generate_series(1, 50000) as line";

/** Leaves PostgreSQL no room for anything new until it has refused a write, and for some seconds more. */
export async function fillDisk(disk: SmallDisk, directUrl: string): Promise<void> {
  const db = createDb(directUrl, { poolMax: 1, applicationName: "careforall chaos" });
  disk.fill();
  try {
    const end = performance.now() + MEETS_WITHIN_MS;
    for (;;) {
      const answer = await db.pool.query(PROBE).then(() => null, codeOf);
      if (answer === DISK_FULL) break;
      if (answer === null) throw new Error("the disk is full, and PostgreSQL writes on");
      if (performance.now() > end) throw new Error(`the disk is full, and PostgreSQL says ${answer} instead`);
      await sleep(LOOK_MS);
    }
    await sleep(FULL_MS);
  } finally {
    disk.makeRoom();
    await db.close();
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);
