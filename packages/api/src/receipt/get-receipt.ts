import { readReceiptOf, type ReceiptRow } from "@careforall/db/receipt";
import { isCurrency } from "@careforall/domain/money";
import { PAYMENT_METHODS } from "@careforall/domain/payment";
import { isErasedAddress } from "@careforall/domain/privacy";
import { CORRECTION_KINDS, correctionNumber, receiptNumber, timeZoneOf } from "@careforall/domain/receipt";
import { AppError, assert, referenceOf, zLocale } from "@careforall/domain/shared";
import * as z from "zod";
import type { Context } from "../context/index.ts";
import { zGiftToken } from "../pledge/find-gift.ts";
import type { Receipt } from "./receipt.view.ts";

export const zGetReceipt = z.strictObject({
  token: zGiftToken,
  locale: zLocale.default("en"),
});

/**
 * The receipt of a gift, for whoever holds its token; null while its number is being given, which takes a moment after
 * the money came. 404 `receipt.not_found` for any other token, and while there is no money to give a receipt for.
 */
export async function getReceipt(
  ctx: Pick<Context, "db">,
  input: z.input<typeof zGetReceipt>,
): Promise<Receipt | null> {
  const row = await readReceiptOf(ctx.db, zGetReceipt.parse(input));
  if (row === null) throw new AppError("not_found", "receipt.not_found", "There is no such receipt.");
  return row.year === null || row.serial === null ? null : view(row, { year: row.year, serial: row.serial });
}

function view(row: ReceiptRow, place: { readonly year: number; readonly serial: number }): Receipt {
  const { currency } = row;
  const method = PAYMENT_METHODS.find((known) => known === row.method);
  assert(isCurrency(currency) && method !== undefined, "a receipt has a known currency and method");
  const leftMinor = row.corrections.at(-1)?.leftMinor ?? `${row.totalMinor}`;
  return {
    number: receiptNumber(place),
    state: leftMinor === "0" ? "void" : leftMinor === `${row.totalMinor}` ? "valid" : "credited",
    reference: referenceOf(row.pledgeId),
    campaign: { slug: row.campaignSlug, title: row.campaignTitle },
    currency,
    giftMinor: `${row.giftMinor}`,
    tipMinor: `${row.tipMinor}`,
    feeCoverMinor: `${row.feeCoverMinor}`,
    totalMinor: `${row.totalMinor}`,
    leftMinor,
    method,
    providerReference: row.bankReference ?? row.providerPaymentId ?? "",
    // The law keeps the name on an erased person's receipt, for those who may ask for it; its link shows it to nobody.
    donorName: isErasedAddress(row.donorEmail) ? null : row.donorName,
    receivedAt: row.receivedAt.toISOString(),
    issuedAt: row.issuedAt.toISOString(),
    timeZone: timeZoneOf(currency),
    mailedAt: row.mailedAt?.toISOString() ?? null,
    corrections: row.corrections.map((correction) => correctionOf(correction, place)),
  };
}

function correctionOf(
  { seq, kind, amountMinor, leftMinor, issuedAt }: ReceiptRow["corrections"][number],
  place: { readonly year: number; readonly serial: number },
): Receipt["corrections"][number] {
  const known = CORRECTION_KINDS.find((one) => one === kind);
  assert(known !== undefined, `${kind} is a kind of correction`);
  const at = new Date(issuedAt).toISOString();
  return { number: correctionNumber(place, seq), kind: known, amountMinor, leftMinor, at };
}
