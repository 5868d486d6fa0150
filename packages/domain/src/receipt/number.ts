import { assert } from "../shared/index.ts";

/** Wide enough for a year of a large platform; a larger serial is written in full, so that no number is ever cut. */
const SERIAL_DIGITS = 6;

/** A receipt is the serial-th of its year. Serials begin at 1 and have no gap. */
export type ReceiptPlace = { readonly year: number; readonly serial: number };

/** What stands on a receipt: `2026-000123`. */
export function receiptNumber({ year, serial }: ReceiptPlace): string {
  assert(Number.isInteger(serial) && serial > 0, "serials of receipts begin at 1");
  return `${year}-${`${serial}`.padStart(SERIAL_DIGITS, "0")}`;
}

/** What stands on the n-th correction of a receipt: `2026-000123/1`. */
export function correctionNumber(receipt: ReceiptPlace, seq: number): string {
  assert(Number.isInteger(seq) && seq > 0, "corrections of a receipt are counted from 1");
  return `${receiptNumber(receipt)}/${seq}`;
}
