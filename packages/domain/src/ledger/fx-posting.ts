import type { Money } from "../money/index.ts";
import { assert } from "../shared/index.ts";
import { credit, debit, posting, type Posting } from "./posting.ts";

/**
 * Our bank changed money of one currency into another. Two pairs in one posting, each balancing to zero in its own
 * currency through `fx`, so no sum ever mixes currencies. What `fx` holds in each currency is the position that a rate
 * of the day would value; the rate itself is `bought` over `sold` and is not kept a second time.
 */
export function fxPosting(reference: string, sold: Money, bought: Money): Posting {
  assert(sold.currency !== bought.currency, "money is changed into another currency");
  assert(sold.amountMinor > 0n && bought.amountMinor > 0n, "both sides of a change are more than zero");
  return posting("fx", reference, [
    credit({ kind: "bank" }, sold.amountMinor, sold.currency),
    debit({ kind: "fx" }, sold.amountMinor, sold.currency),
    debit({ kind: "bank" }, bought.amountMinor, bought.currency),
    credit({ kind: "fx" }, bought.amountMinor, bought.currency),
  ]);
}
