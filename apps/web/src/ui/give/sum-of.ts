import { type Currency, formatMoney, money, readTypedAmount } from "@careforall/domain/browser-money";
import type { Locale } from "@careforall/domain/shared";

export type Chosen = { readonly gift: string; readonly giftOther: string; readonly tip: string };
export type SumWords = { readonly gift: string; readonly tip: string | null; readonly total: string | null };

const MINOR_DIGITS = /^\d{1,15}$/;
/** Stands where no amount can be said yet. */
const NO_AMOUNT = "–";

/** The lines of the sum as the donor types; the server reads the same fields again and has the last word. */
export function sumOf(chosen: Chosen, currency: Currency, locale: Locale): SumWords {
  const write = (amountMinor: bigint): string => formatMoney(money(amountMinor, currency), locale);
  const gift = MINOR_DIGITS.test(chosen.gift) ? BigInt(chosen.gift) : typedMinor(chosen.giftOther, currency);
  const tip = chosen.tip.trim() === "" ? 0n : typedMinor(chosen.tip, currency);
  return {
    gift: gift === null ? NO_AMOUNT : write(gift),
    tip: tip === 0n ? null : tip === null ? NO_AMOUNT : write(tip),
    total: gift === null || tip === null || gift === 0n ? null : write(gift + tip),
  };
}

function typedMinor(text: string, currency: Currency): bigint | null {
  const typed = readTypedAmount(text, currency);
  return typed.outcome === "ok" ? typed.money.amountMinor : null;
}
