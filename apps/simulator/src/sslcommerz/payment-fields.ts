import { formatMinor, formatRate } from "../books/money.ts";
import type { Session } from "../books/sessions.ts";
import type { Transaction } from "../books/transactions.ts";
import { toDhakaTime } from "./dhaka-time.ts";
import { isTestCard, METHOD_WORDS, TEST_CARDS, type Method } from "./methods.ts";

type Fields = Record<string, string>;

/**
 * One transaction in the gateway's field names. Which fields there are depends on the status: a failure has no
 * `val_id`, a cancellation not even a card. Receivers must live with both.
 */
export function paymentFields(session: Session, paid: Transaction): Fields {
  const fields = { ...commonFields(session, paid), status: paid.status, error: paid.error };
  switch (paid.status) {
    case "VALID":
      return {
        ...fields,
        val_id: paid.valId ?? "",
        bank_tran_id: paid.bankTranId ?? "",
        store_amount: formatMinor(paid.amountMinor - paid.feeMinor),
        ...cardFields(paid.method, paid.accountId),
        ...riskFields(paid.riskLevel),
      };
    case "FAILED":
      return { ...fields, bank_tran_id: paid.bankTranId ?? "", ...cardFields(paid.method, paid.accountId) };
    case "UNATTEMPTED":
      return {
        ...fields,
        bank_tran_id: "",
        val_id: "",
        store_amount: "",
        ...cardFields(null, null),
        card_sub_brand: "",
        ...riskFields(0),
      };
    case "EXPIRED":
      return { ...fields, bank_tran_id: "", val_id: "" };
    case "CANCELLED":
      return { ...fields, bank_tran_id: "" };
  }
}

function commonFields(session: Session, paid: Transaction): Fields {
  return {
    tran_id: session.tranId,
    tran_date: toDhakaTime(paid.tranAt),
    currency: "BDT",
    amount: formatMinor(paid.amountMinor),
    store_id: session.storeId,
    currency_type: paid.currencyType,
    currency_amount: formatMinor(paid.currencyAmountMinor),
    currency_rate: formatRate(paid.currencyType),
    base_fair: "0.00",
    value_a: session.valueA,
    value_b: session.valueB,
    value_c: session.valueC,
    value_d: session.valueD,
  };
}

export function cardFields(method: Method | null, accountId: string | null): Fields {
  const card = accountId !== null && isTestCard(accountId) ? TEST_CARDS[accountId] : null;
  return {
    ...methodFields(method),
    card_sub_brand: "Classic",
    // A wallet's number is never told to the shop.
    card_no: card === null ? "" : card.number,
    ...(card === null ? {} : { card_type: card.type, card_brand: card.brand }),
  };
}

function methodFields(method: Method | null): Fields {
  const words = method === null ? NOTHING_CHOSEN : METHOD_WORDS[method];
  return {
    card_type: words.cardType,
    card_issuer: words.cardIssuer,
    card_brand: words.cardBrand,
    card_issuer_country: method === null ? "" : "Bangladesh",
    card_issuer_country_code: method === null ? "" : "BD",
  };
}

const NOTHING_CHOSEN = { cardType: "", cardIssuer: "", cardBrand: "" } as const;

const riskFields = (riskLevel: number): Fields => ({
  risk_level: String(riskLevel),
  risk_title: riskLevel === 0 ? "Safe" : "High Risk",
});
