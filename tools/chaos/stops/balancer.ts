import { setTimeout as sleep } from "node:timers/promises";
import type { KeptProcess } from "../stack/kept-process.ts";

/** As often as a careful load balancer looks, and longer than an answer takes. */
const PROBE_MS = 100;

export type Target = { readonly url: string; readonly process: KeptProcess };
export type Balancer = {
  /** The next process that said that it is ready when it was last asked; null while none is. */
  readonly next: () => Target | null;
  readonly stop: () => Promise<void>;
};

/** Asks every target for its readiness, all the time, and leads requests to those that are ready. */
export function startBalancer(targets: readonly Target[]): Balancer {
  const ready = new Set<Target>();
  let isStopping = false;
  let turn = 0;
  const watch = async (target: Target): Promise<void> => {
    while (!isStopping) {
      if (await target.process.isReady()) ready.add(target);
      else ready.delete(target);
      await sleep(PROBE_MS);
    }
  };
  const watching = targets.map(watch);
  return {
    next: () => {
      const all = targets.filter((target) => ready.has(target));
      return all[turn++ % Math.max(1, all.length)] ?? null;
    },
    stop: async () => {
      isStopping = true;
      await Promise.all(watching);
    },
  };
}
