const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long to wait after each failed try; about a day until a person is needed. */
const STEPS_MS = [
  SECOND,
  2 * SECOND,
  5 * SECOND,
  10 * SECOND,
  20 * SECOND,
  MINUTE,
  3 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  6 * HOUR,
  6 * HOUR,
  6 * HOUR,
  6 * HOUR,
] as const;

/** Full jitter over the upper half: a crowd that failed together does not come back together. `tries` counts from 1. */
export function backoffMs(tries: number): number {
  const step = STEPS_MS[Math.min(tries, STEPS_MS.length) - 1] ?? SECOND;
  return Math.round(step * (0.5 + Math.random() / 2));
}

export const isLastTry = (tries: number): boolean => tries > STEPS_MS.length;
