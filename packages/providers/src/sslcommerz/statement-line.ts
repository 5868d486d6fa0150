import { parseDecimal } from "@careforall/domain/money";
import type { StatementCharge } from "@careforall/domain/payment";
import { HELD_CURRENCY } from "./captured.ts";
import { endReasonOf, isPaid, isPending } from "./status.ts";

/**
 * The columns that we expect of the merchant panel's CSV, each exactly once, in any order. What the real panel writes is
 * published nowhere: these are the field names of the transaction query, and this list is the place to change them.
 */
export const STATEMENT_COLUMNS = [
  "tran_id",
  "val_id",
  "bank_tran_id",
  "tran_date",
  "store_id",
  "amount",
  "currency",
  "store_amount",
  "status",
  "card_type",
] as const;
type Column = (typeof STATEMENT_COLUMNS)[number];

/** A line's time and its success, if it is one; or why it cannot be read. */
export type ReadLine =
  | { readonly at: Date; readonly charge: StatementCharge | null }
  | { readonly why: string };

/** Ids are visible ASCII; what is longer than the column that keeps it is no id. */
const REFERENCE = /^[\x21-\x7e]{1,60}$/;
const PROOF_ID = /^[\x21-\x7e]{1,100}$/;

const DHAKA_DATE = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/;

/** Reads one line. Unsuccessful tries are read too, so that a status that we do not know is never passed over. */
export function chargeOf(cells: Readonly<Record<string, string>>, storeId: string): ReadLine {
  const cell = (name: Column): string => (cells[name] ?? "").trim();
  const at = dhakaTime(cell("tran_date"));
  if (at === null) return { why: `tran_date ${shown(cell("tran_date"))} is not like 2026-11-21 14:05:09` };
  if (cell("store_id") !== storeId)
    return { why: `is of the store ${shown(cell("store_id"))}, not ${storeId}` };
  const status = cell("status");
  if (!isPaid(status)) {
    const isKnown = isPending(status) || endReasonOf(status) !== null;
    return isKnown ? { at, charge: null } : { why: `status ${shown(status)} is not known` };
  }
  return paidLine(cell, at);
}

function paidLine(cell: (name: Column) => string, at: Date): ReadLine {
  const reference = cell("tran_id");
  if (!REFERENCE.test(reference)) return { why: `tran_id ${shown(reference)} is no reference` };
  const providerPaymentId = cell("val_id");
  if (!PROOF_ID.test(providerPaymentId))
    return { why: `val_id ${shown(providerPaymentId)} is no id of a payment` };
  const currency = cell("currency");
  if (currency !== HELD_CURRENCY) return { why: `currency ${shown(currency)} is not ${HELD_CURRENCY}` };
  const captured = parseDecimal(cell("amount"), HELD_CURRENCY);
  if (captured === null || captured.amountMinor === 0n) {
    return { why: `amount ${shown(cell("amount"))} is no amount of ${HELD_CURRENCY}` };
  }
  return { at, charge: { reference, providerPaymentId, captured, at } };
}

/** The panel writes Dhaka's time without a zone; Dhaka is six hours ahead of UTC and has no summer time. */
function dhakaTime(text: string): Date | null {
  const [, day, time] = DHAKA_DATE.exec(text) ?? [];
  const at = new Date(`${day}T${time}+06:00`);
  return Number.isNaN(at.getTime()) ? null : at;
}

const SHOWN_CHARACTERS_MAX = 40;

const shown = (text: string): string => JSON.stringify(text.slice(0, SHOWN_CHARACTERS_MAX));
