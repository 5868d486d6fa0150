/** Beyond this a percentage says nothing; it also keeps the result an exact number. */
const PERCENT_MAX = 999_999;

/**
 * How many whole percents `part` is of `whole`, both in the same unit. Rounded down, so that 100 is not shown
 * before a goal is reached. Nothing of nothing, and less than nothing, is 0 (a meter cannot go below its start).
 */
export function percentOf(part: bigint, whole: bigint): number {
  if (whole <= 0n) return 0;
  const percent = Number((part * 100n) / whole);
  return Math.min(Math.max(percent, 0), PERCENT_MAX);
}
