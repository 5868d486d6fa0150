/** The value in the middle; of an even number, the mean of the two there. Throws for none: no data is no figure. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error("the median of nothing");
  return (lower + upper) / 2;
}

/**
 * Nearest rank: the smallest value that at least `percent` of all do not exceed. It is always a value that was
 * measured, never one between two. `percent` is above 0 and at most 100.
 */
export function percentile(values: readonly number[], percent: number): number {
  if (!(percent > 0 && percent <= 100)) throw new Error(`${percent} is no percentile`);
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.ceil((percent / 100) * sorted.length) - 1];
  if (found === undefined) throw new Error("a percentile of nothing");
  return found;
}

/** For print and report: more digits than the measurement has would only pretend. */
export function rounded(value: number, digits: number): number {
  if (!Number.isFinite(value)) throw new Error(`${value} is not a measurement`);
  return Number(value.toPrecision(digits));
}

export type Ratio = {
  /** Median of one side over median of the other. */
  readonly ratio: number;
  /** The lowest and highest ratio of two rounds that ran beside each other: how far noise reached. */
  readonly lowest: number;
  readonly highest: number;
};

/** Compares two sides that were measured in interleaved rounds: round `i` of one beside round `i` of the other. */
export function compareRounds(numerators: readonly number[], denominators: readonly number[]): Ratio {
  if (numerators.length !== denominators.length)
    throw new Error("two sides with different numbers of rounds");
  const pairs = numerators.map((value, i) => value / (denominators[i] ?? Number.NaN));
  const ratio = median(numerators) / median(denominators);
  if (![ratio, ...pairs].every(Number.isFinite)) throw new Error("a round without results");
  return { ratio, lowest: Math.min(...pairs), highest: Math.max(...pairs) };
}
