const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long to wait after each try; a bank may take days, so the last step repeats. */
const STEPS_MS = [2 * SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR] as const;
const LAST_STEP_MS = 6 * HOUR;
/** Somebody may be watching a refund that is as young as this, and a fault that hit it a few times is soon over. */
const YOUNG_MS = 5 * MINUTE;
const YOUNG_STEP_MS = 15 * SECOND;
/** Banks say ten working days at most; a refund that is older needs a person (invariant I-44 names it). */
const AGE_MAX_MS = 30 * DAY;

/**
 * When the provider is asked next about a refund that is under way; null = not by itself any more. `tries` counts from
 * 1. Jitter over the upper half, so that refunds that failed together do not come back together.
 */
export function askAgainAfterMs(refund: { readonly tries: number; readonly ageMs: number }): number | null {
  if (refund.ageMs > AGE_MAX_MS) return null;
  const later = STEPS_MS[refund.tries - 1] ?? LAST_STEP_MS;
  const step = refund.ageMs < YOUNG_MS ? Math.min(later, YOUNG_STEP_MS) : later;
  return Math.round(step * (0.5 + Math.random() / 2));
}
