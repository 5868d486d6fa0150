import { isCurrency, isSameMoney, money, parseDecimal, type Money } from "@careforall/domain/money";
import type { ProviderSignal } from "@careforall/domain/payment";
import { type Doubt, doubtful } from "./doubt.ts";
import type { ValidationWire } from "./wire.ts";

/** Every payment is held in taka, whatever currency was asked for. */
export const HELD_CURRENCY = "BDT";

/** The risk that SSLCommerz leaves to the merchant; "0" or nothing is the ordinary case. */
const RISKY = "1";

/** The signal for a payment that the Order Validation API confirmed; of money that cannot be read, a word for staff. */
export function capturedSignal(validation: ValidationWire, valId: string): ProviderSignal {
  const captured = readMoney(validation.amount, validation.currency || HELD_CURRENCY);
  if (isDoubt(captured)) return doubtful(captured);
  const asked = readAsked(validation);
  if (isDoubt(asked)) return doubtful(asked);
  return {
    kind: "captured",
    providerPaymentId: valId,
    bankReference: validation.bank_tran_id || null,
    captured,
    asked: asked !== null && isSameMoney(asked, captured) ? null : asked,
    isRisky: validation.risk_level === RISKY,
    fee: readFee(validation, captured),
  };
}

/**
 * What the gateway keeps: `store_amount` is what it leaves to the shop. It decides nothing at capture, so an absent or
 * impossible one is no reason to ask again: then the fee is not known until it is settled.
 */
function readFee({ store_amount }: ValidationWire, captured: Money): Money | null {
  const left = parseDecimal(store_amount, captured.currency);
  if (left === null || left.amountMinor === 0n || left.amountMinor > captured.amountMinor) return null;
  return money(captured.amountMinor - left.amountMinor, captured.currency);
}

function readAsked(validation: ValidationWire): Money | Doubt | null {
  if (validation.currency_type === "" && validation.currency_amount === "") return null;
  return readMoney(validation.currency_amount, validation.currency_type);
}

/** Forms differ ("100", "100.00"), values do not. What cannot be read is never guessed. */
function readMoney(decimal: string, currency: string): Money | Doubt {
  if (!isCurrency(currency)) return "unknown_currency";
  const amount = parseDecimal(decimal, currency);
  return amount === null || amount.amountMinor === 0n ? "unreadable_amount" : amount;
}

const isDoubt = (read: Money | Doubt | null): read is Doubt => typeof read === "string";
