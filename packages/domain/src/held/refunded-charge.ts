import type { Payment } from "../payment/index.ts";
import type { HeldCase } from "./held-case.ts";

/** Which charge of an attempt a refund in the provider's own books gave back. */
export type RefundedCharge =
  | { readonly of: "capture" }
  | { readonly of: "case"; readonly held: HeldCase }
  | { readonly of: "nobody_knows"; readonly code: "refund.ambiguous" | "refund.unknown_charge" };

/**
 * By the bank's name of the charge, as the provider tells it. Where it tells none, an attempt of one charge leaves no
 * doubt. A name that our books do not have is never taken for another charge: we have not been told of that one yet.
 * `others` are the cases about the attempt's charges beside its own capture.
 */
export function refundedCharge(
  { capture }: Pick<Payment, "capture">,
  others: readonly HeldCase[],
  bankReference: string | null,
): RefundedCharge {
  if (bankReference === null) {
    return others.length === 0 ? { of: "capture" } : { of: "nobody_knows", code: "refund.ambiguous" };
  }
  const own: readonly RefundedCharge[] = capture?.bankReference === bankReference ? [{ of: "capture" }] : [];
  const named = others.filter(({ charge }) => charge.bankReference === bankReference);
  const [found, ...more] = [...own, ...named.map((held): RefundedCharge => ({ of: "case", held }))];
  if (found === undefined) return { of: "nobody_knows", code: "refund.unknown_charge" };
  return more.length === 0 ? found : { of: "nobody_knows", code: "refund.ambiguous" };
}
