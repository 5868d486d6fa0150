import { debit, posting, type Posting } from "../ledger/index.ts";
import type { Currency } from "../money/index.ts";
import {
  type Capture,
  giftEvent,
  isHeld,
  type Payment,
  promisedEntries,
  termsWithin,
} from "../payment/index.ts";
import { isReserving, type Refund } from "../refund/index.ts";
import type { DomainEvent } from "../shared/index.ts";
import type { HeldCase } from "./held-case.ts";

export type AcceptRefusal =
  | "held.no_reason"
  | "held.already_decided"
  | "held.no_pledge"
  | "held.not_the_first_charge"
  | "held.already_fulfilled"
  | "held.other_currency"
  | "held.refund_ordered"
  | "held.below_gift"
  | "held.above_total";

export type AcceptDecision =
  | {
      readonly outcome: "accepted";
      readonly payment: Payment;
      readonly posting: Posting;
      readonly events: readonly DomainEvent[];
    }
  | { readonly outcome: "refused"; readonly code: AcceptRefusal };

/**
 * May held money become the gift of its pledge after all? Only an attempt's own capture, in the promise's currency, while
 * nothing else is the gift and nothing of it is on its way back. Decided under the locks of pledge and payment.
 * `payment` is the case's attempt; null for an unknown charge, which belongs to no promise that we could fulfil.
 */
export function acceptHeld(
  held: HeldCase,
  payment: Payment | null,
  fulfilledBy: string | null,
  refunds: readonly Refund[],
  decided: { readonly reason: string; readonly at: Date },
): AcceptDecision {
  const refused = (code: AcceptRefusal) => ({ outcome: "refused", code }) as const;
  if (decided.reason.trim() === "") return refused("held.no_reason");
  if (held.decision !== null) return refused("held.already_decided");
  if (payment === null) return refused("held.no_pledge");
  const { capture, terms } = payment;
  const { money } = held.charge;
  if (!isOwn(held, capture)) return refused("held.not_the_first_charge");
  if (fulfilledBy !== null) return refused("held.already_fulfilled");
  if (!isInCurrency(held, terms.currency)) return refused("held.other_currency");
  if (refunds.some(isReserving)) return refused("held.refund_ordered");
  const given = termsWithin(terms, money.amountMinor);
  if (given === null)
    return refused(money.amountMinor < terms.giftMinor ? "held.below_gift" : "held.above_total");
  return {
    outcome: "accepted",
    payment: { ...payment, capture: { ...capture, acceptedAt: decided.at } },
    posting: posting("held_accepted", held.id, [
      debit({ kind: "suspense" }, money.amountMinor, money.currency),
      ...promisedEntries({ ...payment, terms: given }),
    ]),
    events: [giftEvent(payment, given)],
  };
}

const isOwn = (held: HeldCase, capture: Capture | null): capture is Capture =>
  capture !== null && capture.providerPaymentId === held.charge.providerPaymentId && isHeld(capture);

const isInCurrency = ({ kind, charge }: HeldCase, currency: Currency): boolean =>
  kind !== "currency_mismatch" && charge.money.currency === currency;
