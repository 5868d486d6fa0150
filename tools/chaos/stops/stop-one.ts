import { setTimeout as sleep } from "node:timers/promises";
import type { Undo } from "@careforall/world";
import type { KeptProcess } from "../stack/kept-process.ts";

const LOOK_MS = 20;
const BACK_LIMIT_MS = 60_000;

/** A process between SIGTERM and its successor's first word. */
export type Absence = {
  readonly name: string;
  readonly isProvider: boolean;
  /** Since SIGTERM. */
  readonly ms: () => number;
};

/** Tells it to stop and waits until it has; answers how long that took. */
export async function stopOne(program: KeptProcess, undo: Undo): Promise<number> {
  const before = program.ends().length;
  const startedAt = performance.now();
  program.signal("SIGTERM");
  while (program.ends().length === before) {
    undo.signal.throwIfAborted();
    await sleep(LOOK_MS);
  }
  return Math.round(performance.now() - startedAt);
}

export const untilBack = (program: KeptProcess): Promise<void> => program.untilReady(BACK_LIMIT_MS);

export const absenceOf = (name: string, isProvider: boolean): Absence => {
  const startedAt = performance.now();
  return { name, isProvider, ms: () => Math.round(performance.now() - startedAt) };
};
