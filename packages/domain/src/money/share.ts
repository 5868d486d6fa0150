import { assert } from "../shared/assert.ts";

/** A sum of which shares have been taken before. One minor unit throughout; all of it at least zero, part <= whole. */
export type Shared = {
  readonly whole: bigint;
  /** How much of the whole earlier steps have taken. */
  readonly wholeTaken: bigint;
  /** What goes in proportion to the whole. */
  readonly part: bigint;
  /** How much of the part went with those earlier steps. */
  readonly partTaken: bigint;
};

/**
 * The share of `part` that goes with the next `amount` of `whole`. What is left of the part is always its proportion of
 * what is left of the whole, rounded down: so the shares of all steps sum exactly to `part` once the whole is taken,
 * however it was cut. A step that was undone, or a part that was learned late, may leave an odd rest; a share is never
 * below zero, above `amount`, or more than is left.
 */
export function nextShare({ whole, wholeTaken, part, partTaken }: Shared, amount: bigint): bigint {
  const wholeLeft = whole - wholeTaken;
  assert(amount >= 0n && amount <= wholeLeft, `${amount} is within what is left of ${whole}`);
  assert(part >= 0n && part <= whole, `${part} is a part of ${whole}`);
  if (amount === 0n) return 0n;
  const partLeft = part - partTaken;
  const keptAfter = (part * (wholeLeft - amount)) / whole;
  const most = partLeft < amount ? partLeft : amount;
  const share = partLeft - keptAfter < most ? partLeft - keptAfter : most;
  return share > 0n ? share : 0n;
}
