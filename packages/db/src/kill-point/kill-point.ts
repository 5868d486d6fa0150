import { unlinkSync } from "node:fs";
import path from "node:path";
import type { KillPoint } from "./names.ts";

/** A server and its bundle are two module graphs in one process: they share the switch through this. */
declare global {
  var careforallKillPoints: string | undefined;
}

/**
 * Ends this process as a power cut would, if somebody has armed the point; does nothing otherwise. Nothing is armed
 * unless the process was started with KILL_POINT_DIR, which deployed mode refuses.
 */
export function killPoint(name: KillPoint): void {
  const folder = globalThis.careforallKillPoints;
  if (folder === undefined) return;
  try {
    // One process dies at it, however many come by: the file can be taken away once.
    unlinkSync(path.join(folder, armedName(name)));
  } catch {
    return; // not armed
  }
  process.kill(process.pid, "SIGKILL");
}

/** From now on whoever writes a file of a point's name into the folder kills the process that comes by. */
export function useKillPoints(folder: string | null): void {
  globalThis.careforallKillPoints = folder ?? undefined;
}

/** The name of the file that arms a point. */
export const armedName = (point: KillPoint): string => point.replace("/", "__");
