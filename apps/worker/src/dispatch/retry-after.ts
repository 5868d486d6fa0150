const MS_PER_S = 1_000;

/** The header Retry-After (RFC 9110, 10.2.3) as a pause in milliseconds; null when absent or not understood. */
export function readRetryAfter(value: string | null, now: Date): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value)) return Number(value) * MS_PER_S;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
