/** How long giving stood still after a strike, over all of them. */
export type Recovery = { readonly p50: number; readonly p95: number; readonly max: number };

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/**
 * How long giving stood still after each strike: from the strike to the next payment that any donor made, in
 * milliseconds. A strike after the last payment says nothing and is left out.
 */
export function waitsAfter(struckAtMs: readonly number[], paidAtMs: readonly number[]): readonly number[] {
  const paid = paidAtMs.toSorted((a, b) => a - b);
  return struckAtMs.flatMap((struck) => {
    const next = paid.find((time) => time >= struck);
    return next === undefined ? [] : [Math.round(next - struck)];
  });
}

export function recoveryOf(waitsMs: readonly number[]): Recovery {
  const sorted = waitsMs.toSorted((a, b) => a - b);
  return { p50: at(sorted, 0.5), p95: at(sorted, 0.95), max: sorted.at(-1) ?? 0 };
}
