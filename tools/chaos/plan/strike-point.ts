import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { armedName, type KillPoint } from "@careforall/db/kill-point";
import type { Staff } from "../donors/staff.ts";

/** Donors come by every point of theirs many times a second; a worker that starts anew needs some. */
const LIMIT_MS = 45_000;
const LOOK_MS = 20;

export const killPointsIn = (folder: string): string => {
  const points = path.join(folder, "kill-points");
  mkdirSync(points, { recursive: true });
  return points;
};

/**
 * Lets the next process that comes to the point die there. Answers false when none came: then the point is not on the
 * path any more, or giving stands still. Refunds are the only ones that need somebody to order them.
 */
export async function strikePoint(folder: string, point: KillPoint, staff: Staff): Promise<boolean> {
  const file = path.join(killPointsIn(folder), armedName(point));
  writeFileSync(file, "");
  const end = performance.now() + LIMIT_MS;
  while (existsSync(file)) {
    if (performance.now() > end) {
      rmSync(file, { force: true });
      return false;
    }
    if (point.startsWith("refund.")) await staff.refundOne();
    await sleep(LOOK_MS);
  }
  return true;
}
