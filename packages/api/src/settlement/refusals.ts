import { type Money, toDecimal } from "@careforall/domain/money";
import type { SettlementRefusal } from "@careforall/domain/settlement";
import { AppError } from "@careforall/domain/shared";

/** Why a statement cannot be posted: what the domain refuses, and what names no charge of ours. */
export type SettlementProblem =
  | SettlementRefusal
  | "settlement.unknown_charge"
  | "settlement.other_payment"
  | "settlement.ambiguous";

const WORDS: Record<SettlementProblem, string> = {
  "settlement.unknown_charge": "The ledger has no such charge.",
  "settlement.other_payment": "The provider's id belongs to another payment.",
  "settlement.ambiguous":
    "This payment was paid more than once: name the charge by the provider's id (val_id).",
  "settlement.wrong_currency": "The charge was captured in another currency.",
  "settlement.wrong_gross":
    "The gross is not what was captured. Refunds have lines of their own and do not lessen it.",
  "settlement.negative": "An amount is below zero.",
  "settlement.does_not_add_up": "Gross is not fee and net together.",
  "settlement.contradicts": "This charge is settled already, with another fee. A person must look.",
};

export function refusedSettlement(code: SettlementProblem, captured: Money | null): AppError {
  const what = captured === null ? "" : ` ${toDecimal(captured)} ${captured.currency} was captured.`;
  return new AppError("unprocessable", code, `${WORDS[code]} Nothing was posted.${what}`);
}
