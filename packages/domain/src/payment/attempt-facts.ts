import type { AttemptFacts } from "../pledge/index.ts";
import { type Payment, RANK, rankOf } from "./payment.ts";

/** What of a payment its pledge is judged by. `refundedMinor` is what the donor has got back of it. */
export const attemptFacts = (
  payment: Payment,
  { number, refundedMinor }: { readonly number: number; readonly refundedMinor: bigint },
): AttemptFacts => ({
  paymentId: payment.id,
  number,
  isEnded: payment.end !== null,
  isAuthorized: rankOf(payment) === RANK.authorized,
  captured: payment.capture?.money ?? null,
  refundedMinor,
});
