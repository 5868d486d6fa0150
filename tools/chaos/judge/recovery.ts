/** When something was struck, and when the next gift was paid after it. */
export type Recovery = { readonly p50: number; readonly p95: number; readonly max: number };

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/**
 * How long giving stood still after each strike: from the strike to the next payment that any donor made, in
 * milliseconds. A strike after the last payment says nothing and is left out.
 */
export function recoveryOf(struckAtMs: readonly number[], paidAtMs: readonly number[]): Recovery {
  const paid = paidAtMs.toSorted((a, b) => a - b);
  const waits = struckAtMs
    .flatMap((struck) => {
      const next = paid.find((time) => time >= struck);
      return next === undefined ? [] : [Math.round(next - struck)];
    })
    .toSorted((a, b) => a - b);
  return { p50: at(waits, 0.5), p95: at(waits, 0.95), max: waits.at(-1) ?? 0 };
}
