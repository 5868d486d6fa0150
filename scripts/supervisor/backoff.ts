/** Pauses before the first, second, … restart in a row; the last one repeats. */
export const RESTART_PAUSES_MS: readonly number[] = [1_000, 2_000, 5_000, 10_000];
/** A process that ran this long was healthy; its next crash is the first in a row again. */
export const HEALTHY_AFTER_MS = 60_000;

export interface Backoff {
  readonly pausesMs: readonly number[];
  readonly healthyAfterMs: number;
}

export const DEFAULT_BACKOFF: Backoff = { pausesMs: RESTART_PAUSES_MS, healthyAfterMs: HEALTHY_AFTER_MS };

/** Crashes in a row, this one included, after a run of `ranMs`. */
export function countCrash(crashesBefore: number, ranMs: number, backoff: Backoff): number {
  return ranMs >= backoff.healthyAfterMs ? 1 : crashesBefore + 1;
}

/** Pause in milliseconds before the restart that follows `crashes` crashes in a row (1 or more). */
export function pauseAfter(crashes: number, backoff: Backoff): number {
  return backoff.pausesMs[Math.min(crashes, backoff.pausesMs.length) - 1] ?? 0;
}
