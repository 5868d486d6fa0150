const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A success may come this long after a failure whose notification was lost; later ones need a person. */
const LATE_SUCCESS_MS = 72 * HOUR;

/**
 * When the poller asks again about an attempt of this age. Often while a donor may still be waiting, rarely later;
 * ended attempts too, because a provider may say failed and later captured. Null = not by itself any more.
 */
export function nextAskAfterMs(attempt: {
  ageMs: number;
  isCaptured: boolean;
  isEnded: boolean;
}): number | null {
  if (attempt.isCaptured || attempt.ageMs > LATE_SUCCESS_MS) return null;
  if (attempt.ageMs > HOUR) return HOUR;
  // Whoever failed tries again on the same page within minutes, and then waits for us like anybody else.
  if (attempt.ageMs < 5 * MINUTE) return 15 * SECOND;
  if (attempt.isEnded) return attempt.ageMs < 10 * MINUTE ? 2 * MINUTE : 20 * MINUTE;
  return attempt.ageMs < 30 * MINUTE ? MINUTE : 10 * MINUTE;
}
