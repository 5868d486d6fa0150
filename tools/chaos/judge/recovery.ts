/** What struck, and when on the clock of `performance.now()`. */
export type StruckAt = { readonly kind: string; readonly atMs: number };
/** How long giving stood still after one strike. */
export type Wait = { readonly kind: string; readonly ms: number };

/** How long giving stood still after a strike, over all of them. */
export type Recovery = { readonly p50: number; readonly p95: number; readonly max: number };

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/**
 * How long giving stood still after each strike: from the strike to the next payment that any donor made, in
 * milliseconds. A strike after the last payment says nothing and is left out.
 */
export function waitsAfter(strikes: readonly StruckAt[], paidAtMs: readonly number[]): readonly Wait[] {
  const paid = paidAtMs.toSorted((a, b) => a - b);
  return strikes.flatMap(({ kind, atMs }) => {
    const next = paid.find((time) => time >= atMs);
    return next === undefined ? [] : [{ kind, ms: Math.round(next - atMs) }];
  });
}

export function recoveryOf(waits: readonly Wait[]): Recovery {
  const sorted = waits.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return { p50: at(sorted, 0.5), p95: at(sorted, 0.95), max: sorted.at(-1) ?? 0 };
}

/** The longest wait after each kind of strike, longest first. */
export function longestWaits(waits: readonly Wait[]): readonly Wait[] {
  const longest = new Map<string, number>();
  for (const { kind, ms } of waits) longest.set(kind, Math.max(ms, longest.get(kind) ?? 0));
  return [...longest].map(([kind, ms]) => ({ kind, ms })).toSorted((a, b) => b.ms - a.ms);
}
